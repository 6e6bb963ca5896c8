import { type Answer, jsonAnswer } from '../answer.ts'
import type { Behaviour } from '../behaviour.ts'
import { type Exchange, requestedModel } from '../exchange.ts'
import { arrayAt } from '../json.ts'
import { idOf } from '../request-id.ts'
import { servedUsage } from '../served-usage.ts'
import { tokensIn } from '../text.ts'

/** `POST /v2/embed` and `/v1/embed`. */
export function cohereEmbed(exchange: Exchange, behaviour: Behaviour): Answer {
  const texts = arrayAt(exchange.body, 'texts').map(String)
  const usage = servedUsage({ input: texts.reduce((sum, text) => sum + tokensIn(text), 0) }, behaviour.usage)
  const vectors = texts.map(() => [0.6, 0.8])
  const isV1 = exchange.path.includes('/v1/')
  return jsonAnswer(
    {
      id: idOf('embed-', exchange),
      texts,
      ...(isV1 ? { response_type: 'embeddings_floats', embeddings: vectors } : { embeddings: { float: vectors } }),
      meta: {
        api_version: { version: isV1 ? '1' : '2' },
        billed_units: {
          input_tokens: usage.input - usage.inputImage,
          ...(usage.inputImage > 0 && { images: 1, image_tokens: usage.inputImage }),
        },
      },
    },
    { endpoint: 'cohere embed', model: requestedModel(exchange) ?? 'default', serviceTier: 'default', usage },
  )
}

const DOCUMENTS_PER_SEARCH_UNIT = 100

/** `POST /v2/rerank` and `/v1/rerank`: a search unit for each hundred documents begun. */
export function cohereRerank(exchange: Exchange, behaviour: Behaviour): Answer {
  const documents = arrayAt(exchange.body, 'documents')
  const usage = servedUsage({ searchUnits: Math.ceil(documents.length / DOCUMENTS_PER_SEARCH_UNIT) }, behaviour.usage)
  return jsonAnswer(
    {
      id: idOf('rerank-', exchange),
      results: documents.map((_, index) => ({ index, relevance_score: 1 / (index + 1) })),
      meta: { api_version: { version: '2' }, billed_units: { search_units: usage.searchUnits } },
    },
    { endpoint: 'cohere rerank', model: requestedModel(exchange) ?? 'default', serviceTier: 'default', usage },
  )
}
