import type { EmbedContentParameters } from '@google/genai'
import { type CallResponse, type Operation, operation } from '../../provider.ts'
import * as semconv from '../../semconv.ts'
import { contentText } from './content-text.ts'
import { contentUsage, type UsageMetadata } from './usage.ts'

interface EmbeddingsAnswer {
  /** Sent for newer models only. */
  readonly usageMetadata?: UsageMetadata | null
  /** Vertex AI counts each content apart. */
  readonly embeddings?:
    | readonly ({ readonly statistics?: { readonly tokenCount?: number | null } | null } | null)[]
    | null
}

/** https://ai.google.dev/api/embeddings, seen 2026-11. The Gemini API tells no usage for older models, so it is counted. */
export const embeddings: Operation = operation<EmbedContentParameters, EmbeddingsAnswer>({
  name: 'embeddings',
  method: 'Models.prototype.embedContentInternal',
  paths: [':embedContent', ':batchEmbedContents'],
  request: [[semconv.GEN_AI_EMBEDDINGS_DIMENSION_COUNT, ['config', 'outputDimensionality'], 'number']],
  countsPrompt: true,
  maxOutputTokens: () => 0,
  prompt: ({ contents }) => contentText(contents),
  response: readEmbeddings,
})

function readEmbeddings({ usageMetadata, embeddings: list }: EmbeddingsAnswer): CallResponse {
  const counts = (list ?? []).flatMap((each) => each?.statistics?.tokenCount ?? [])
  const counted = counts.length === 0 ? undefined : { input: counts.reduce((sum, count) => sum + count, 0), output: 0 }
  return { usage: contentUsage(usageMetadata) ?? counted }
}
