import { type Answer, jsonAnswer } from '../answer.ts'
import type { Behaviour } from '../behaviour.ts'
import { type Exchange, requestedModel } from '../exchange.ts'
import { isObject } from '../json.ts'
import { servedUsage } from '../served-usage.ts'
import { tokensIn } from '../text.ts'

/** `POST /api/embed`. */
export function ollamaEmbed(exchange: Exchange, behaviour: Behaviour): Answer {
  const model = requestedModel(exchange) ?? 'default'
  const texts = isObject(exchange.body) ? [exchange.body['input']].flat().map(String) : []
  const usage = servedUsage({ input: texts.reduce((sum, text) => sum + tokensIn(text), 0) }, behaviour.usage)
  return jsonAnswer(
    { model, embeddings: texts.map(() => [0.6, 0.8]), total_duration: 14_143_917, prompt_eval_count: usage.input },
    { endpoint: 'ollama embed', model, serviceTier: 'default', usage },
  )
}

/** `POST /api/embeddings`, the older one, whose answer is the vector alone. */
export function ollamaEmbeddings(): Answer {
  return jsonAnswer({ embedding: [0.6, 0.8] })
}
