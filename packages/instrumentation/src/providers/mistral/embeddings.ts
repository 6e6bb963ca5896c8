import type { Operation } from '../../provider.ts'
import { operation } from '../../provider.ts'
import * as semconv from '../../semconv.ts'
import { type MistralUsage, mistralUsage } from './usage.ts'

interface EmbeddingsAnswer {
  readonly id?: string | null
  readonly model?: string | null
  readonly usage?: MistralUsage | null
}

/** https://docs.mistral.ai/api/endpoint/embeddings, seen 2026-11. */
export const embeddings: Operation = operation<unknown, EmbeddingsAnswer>({
  name: 'embeddings',
  method: 'Mistral.prototype.embeddings.constructor.prototype.create',
  request: [
    [semconv.GEN_AI_REQUEST_ENCODING_FORMATS, 'encodingFormat', 'strings'],
    [semconv.GEN_AI_EMBEDDINGS_DIMENSION_COUNT, 'outputDimension', 'number'],
  ],
  maxOutputTokens: () => 0,
  response: ({ id, model, usage }) => ({ id: id ?? undefined, model: model ?? undefined, usage: mistralUsage(usage) }),
})
