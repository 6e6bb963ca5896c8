import { anthropicDialect } from './anthropic/anthropic-dialect.ts'
import { bedrockDialect } from './bedrock/bedrock-dialect.ts'
import { cohereDialect } from './cohere/cohere-dialect.ts'
import type { Dialect } from './dialect.ts'
import type { Exchange } from './exchange.ts'
import { googleDialect } from './google/google-dialect.ts'
import { groqDialect } from './groq/groq-dialect.ts'
import { huggingfaceDialect } from './huggingface/huggingface-dialect.ts'
import { mistralDialect } from './mistral/mistral-dialect.ts'
import { ollamaDialect } from './ollama/ollama-dialect.ts'
import { openaiDialect } from './openai/openai-dialect.ts'
import { togetherDialect } from './together/together-dialect.ts'

/** All providers. To add one, write its dialect and its name here. OpenAI has what nobody else claims. */
const dialects: readonly Dialect[] = [
  anthropicDialect,
  googleDialect,
  bedrockDialect,
  mistralDialect,
  cohereDialect,
  groqDialect,
  togetherDialect,
  ollamaDialect,
  huggingfaceDialect,
]

export function dialectOf(exchange: Exchange): Dialect {
  return dialects.find(({ speaks }) => speaks(exchange)) ?? openaiDialect
}
