import { type Answer, jsonAnswer } from '../answer.ts'
import type { Behaviour } from '../behaviour.ts'
import { type Exchange, requestedModel } from '../exchange.ts'
import { isObject } from '../json.ts'
import { idOf } from '../request-id.ts'

const CATEGORIES = [
  'harassment',
  'harassment/threatening',
  'hate',
  'hate/threatening',
  'illicit',
  'illicit/violent',
  'self-harm',
  'self-harm/intent',
  'self-harm/instructions',
  'sexual',
  'sexual/minors',
  'violence',
  'violence/graphic',
]

/** `POST /v1/moderations`: nothing is ever flagged, and nothing is charged. */
export function moderations(exchange: Exchange, behaviour: Behaviour): Answer {
  const input = isObject(exchange.body) ? exchange.body['input'] : undefined
  const result = {
    flagged: false,
    categories: each(false),
    category_scores: each(0.0001),
    category_applied_input_types: each(['text']),
  }
  return jsonAnswer({
    id: idOf('modr-', exchange),
    model: behaviour.model ?? requestedModel(exchange) ?? 'omni-moderation-latest',
    results: Array.from({ length: Array.isArray(input) ? input.length : 1 }, () => result),
  })
}

function each<T>(value: T): Record<string, T> {
  return Object.fromEntries(CATEGORIES.map((category) => [category, value]))
}
