import { type Answer, jsonAnswer } from '../answer.ts'
import type { Behaviour } from '../behaviour.ts'
import { type Exchange, requestedModel } from '../exchange.ts'
import { arrayAt } from '../json.ts'
import { idOf } from '../request-id.ts'
import { servedUsage } from '../served-usage.ts'
import { tokensIn } from '../text.ts'

/** `POST /v1/rerank`, billed by the token. */
export function togetherRerank(exchange: Exchange, behaviour: Behaviour): Answer {
  const model = requestedModel(exchange) ?? 'default'
  const usage = servedUsage({ input: tokensIn(JSON.stringify(exchange.body)) }, behaviour.usage)
  return jsonAnswer(
    {
      object: 'rerank',
      id: idOf('rerank-', exchange),
      model,
      results: arrayAt(exchange.body, 'documents').map((_, index) => ({ index, relevance_score: 1 / (index + 1) })),
      usage: { prompt_tokens: usage.input, completion_tokens: 0, total_tokens: usage.input },
    },
    { endpoint: 'together rerank', model, serviceTier: 'default', usage },
  )
}
