import { type Answer, jsonAnswer } from './answer.ts'
import type { Behaviour } from './behaviour.ts'
import { PRICES } from './bill-prices.ts'
import type { Exchange } from './exchange.ts'

/** `GET /v1/models` of OpenAI: the models of the price list. */
export function openaiModels(): Answer {
  const data = namesOf('openai').map(openaiModel)
  return jsonAnswer({ object: 'list', data })
}

/** `GET /v1/models/:id` of OpenAI. */
export function openaiModelById(exchange: Exchange): Answer {
  return jsonAnswer(openaiModel(lastSegment(exchange)))
}

/** `GET /v1/models` of Anthropic. */
export function anthropicModels(): Answer {
  const data = namesOf('anthropic').map(anthropicModel)
  return jsonAnswer({
    data,
    has_more: false,
    first_id: data[0]?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
  })
}

/** `GET /v1/models/:id` of Anthropic. */
export function anthropicModelById(exchange: Exchange, behaviour: Behaviour): Answer {
  return jsonAnswer(anthropicModel(behaviour.model ?? lastSegment(exchange)))
}

/** The price list has the models of all providers. */
const OWN_NAMES = { openai: /^(?:gpt-|o\d|text-|tts-|whisper-|omni-)/, anthropic: /^claude-/ } as const

function namesOf(provider: 'openai' | 'anthropic'): readonly string[] {
  return Object.keys(PRICES).filter((name) => OWN_NAMES[provider].test(name))
}

function openaiModel(id: string): {
  id: string
  object: string
  created: number
  owned_by: string
} {
  return { id, object: 'model', created: 1_715_367_049, owned_by: 'system' }
}

function anthropicModel(id: string): {
  type: string
  id: string
  display_name: string
  created_at: string
} {
  return { type: 'model', id, display_name: id, created_at: '2025-09-29T00:00:00Z' }
}

function lastSegment(exchange: Exchange): string {
  return exchange.path.split('/').at(-1) ?? ''
}
