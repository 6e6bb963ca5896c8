import type { Provider } from '../../provider.ts'
import { doGenerateSpeech, doTranscribe } from './audio-models.ts'
import { doEmbed } from './embedding-model.ts'
import { doGenerateImages } from './image-model.ts'
import { doGenerate, doStream } from './language-model.ts'
import type { Model } from './model.ts'
import { modelClient } from './model.ts'
import { modelClasses } from './model-classes.ts'
import { doRerank } from './reranking-model.ts'

/** The packages of the Vercel AI SDK whose models are metered, with the versions of AI SDK 6 and 7. */
const PACKAGES: readonly (readonly [name: string, from: string, before: string])[] = [
  ['openai', '3.0.0', '5.0.0'],
  ['anthropic', '3.0.0', '5.0.0'],
  ['google', '3.0.0', '5.0.0'],
  ['openai-compatible', '2.0.0', '4.0.0'],
  ['gateway', '3.0.0', '5.0.0'],
  ['azure', '3.0.0', '5.0.0'],
  ['mistral', '3.0.0', '5.0.0'],
  ['groq', '3.0.0', '5.0.0'],
  ['deepseek', '2.0.0', '4.0.0'],
  ['togetherai', '2.0.0', '4.0.0'],
  ['fireworks', '2.0.0', '4.0.0'],
  ['perplexity', '3.0.0', '5.0.0'],
  ['amazon-bedrock', '4.0.0', '6.0.0'],
  ['cohere', '3.0.0', '5.0.0'],
  ['xai', '3.0.0', '6.0.0'],
]

/**
 * The providers of the Vercel AI SDK, one package each. Its own functions (`generateText`, `streamText`, ...) cannot be patched,
 * being exported functions; its telemetry can be switched off; and it would not see models that are called by others. Every
 * call passes the model, once for each attempt.
 */
export const vercelAi: readonly Provider[] = PACKAGES.map(([name, from, before]) => ({
  name: `ai-sdk.${name}`,
  module: `@ai-sdk/${name}`,
  versions: { from, before },
  operations: [doGenerate, doStream, doEmbed, doGenerateImages, doGenerateSpeech, doTranscribe, doRerank],
  exportsOf: modelClasses,
  clientOf: modelClient,
  nameFor: (client) => conventionalName((client as Model).provider ?? name),
}))

/** What the conventions call the providers of the AI SDK, where they have another name for them. */
const CONVENTIONAL: Readonly<Record<string, string>> = {
  'amazon-bedrock': 'aws.bedrock',
  azure: 'azure.ai.openai',
  'azure-openai': 'azure.ai.openai',
  google: 'gcp.gemini',
  vertex: 'gcp.vertex_ai',
  mistral: 'mistral_ai',
  moonshotai: 'moonshot_ai',
  xai: 'x_ai',
}

/** `openai.responses` is the provider and the interface that is used. */
function conventionalName(provider: string): string {
  const [name = provider] = provider.split('.')
  return CONVENTIONAL[name] ?? name
}
