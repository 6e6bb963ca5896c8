import type { Operation, OperationName } from '../../provider.ts'
import { operation } from '../../provider.ts'
import * as semconv from '../../semconv.ts'
import { type CohereUsage, cohereTokens, cohereUnits } from './usage.ts'

interface RetrievalAnswer {
  readonly id?: string | null
  readonly meta?: CohereUsage | null
}

function retrievalOperation(name: OperationName, method: string, path: string): Operation {
  return operation<unknown, RetrievalAnswer>({
    name,
    method,
    paths: [path],
    wireCase: 'snake',
    request: [[semconv.GEN_AI_EMBEDDINGS_DIMENSION_COUNT, 'outputDimension', 'number']],
    maxOutputTokens: () => 0,
    response: ({ id, meta }) => ({ id: id ?? undefined, usage: cohereTokens(meta), units: cohereUnits(meta) }),
  })
}

/**
 * Embeddings, billed by tokens of text and of images, and rerank, billed by search units, in both versions of the API.
 * https://docs.cohere.com/reference/embed and https://docs.cohere.com/reference/rerank, seen 2026-11.
 */
export const retrieval: readonly Operation[] = [
  retrievalOperation('embeddings', 'CohereClient.prototype.embed', '/v1/embed'),
  retrievalOperation('embeddings', 'CohereClient.prototype.v2.constructor.prototype.embed', '/v2/embed'),
  retrievalOperation('rerank', 'CohereClient.prototype.rerank', '/v1/rerank'),
  retrievalOperation('rerank', 'CohereClient.prototype.v2.constructor.prototype.rerank', '/v2/rerank'),
]
