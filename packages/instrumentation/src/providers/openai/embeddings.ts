import type { EmbeddingCreateParams } from 'openai/resources/embeddings'
import type { Operation } from '../../provider.ts'
import { operation } from '../../provider.ts'
import * as semconv from '../../semconv.ts'
import { type CompletionUsage, completionUsage } from './usage.ts'

interface EmbeddingsAnswer {
  readonly model?: string
  readonly usage?: CompletionUsage
}

/** https://platform.openai.com/docs/api-reference/embeddings, seen 2026-11. */
export const embeddings: Operation = embeddingsOf('OpenAI.Embeddings.prototype.create')

/** A method that makes embeddings in OpenAI's format. */
export function embeddingsOf(method: string): Operation {
  return operation<EmbeddingCreateParams, EmbeddingsAnswer>({
    name: 'embeddings',
    method,
    paths: ['/embeddings'],
    request: [
      [semconv.GEN_AI_REQUEST_ENCODING_FORMATS, 'encoding_format', 'strings'],
      [semconv.GEN_AI_EMBEDDINGS_DIMENSION_COUNT, 'dimensions', 'number'],
    ],
    maxOutputTokens: () => 0,
    response: ({ model, usage }) => ({ model, usage: completionUsage(usage) }),
  })
}
