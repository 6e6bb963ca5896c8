import type { Provider } from './provider.ts'
import { anthropic } from './providers/anthropic/provider.ts'
import { bedrock } from './providers/bedrock/provider.ts'
import { cohere } from './providers/cohere/provider.ts'
import { google } from './providers/google/provider.ts'
import { googleGenerativeAi } from './providers/google-generative-ai/provider.ts'
import { groq } from './providers/groq/provider.ts'
import { huggingface } from './providers/huggingface/provider.ts'
import { langchain } from './frameworks/langchain/langchain.ts'
import { mistral } from './providers/mistral/provider.ts'
import { ollama } from './providers/ollama/provider.ts'
import { openai } from './providers/openai/provider.ts'
import { together } from './providers/together/provider.ts'
import { vercelAi } from './providers/vercel-ai/provider.ts'

/** All providers. To add one, write its file and its line here. */
export const providers: readonly Provider[] = [
  openai,
  anthropic,
  google,
  googleGenerativeAi,
  bedrock,
  mistral,
  cohere,
  groq,
  together,
  ollama,
  huggingface,
  langchain,
  ...vercelAi,
]
