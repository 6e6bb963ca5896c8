import { HAIKU_4_5_PRICE } from '../../calls/anthropic/anthropic-answers.ts'
import type { HandMade } from './hand-made-call.ts'

interface Params {
  readonly model: string
  readonly temperature?: number
  readonly max_tokens?: number
}

interface Usage {
  readonly input_tokens: number
  readonly cache_creation_input_tokens: number
  readonly cache_read_input_tokens: number
  readonly output_tokens: number
  readonly service_tier: string
}

interface Answer {
  readonly id: string
  readonly model: string
  readonly stop_reason: string | null
  readonly usage: Usage
}

interface Event {
  readonly type: string
  readonly message?: Answer
  readonly delta?: { readonly stop_reason?: string }
  readonly usage?: Partial<Usage>
}

/** Messages. */
export const anthropicByHand: HandMade<Params, Answer, Event> = {
  spanName: ({ model }) => `chat ${model}`,
  requestAttributes: ({ model, temperature, max_tokens }) => ({
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'anthropic',
    'gen_ai.request.model': model,
    'gen_ai.request.temperature': temperature,
    'gen_ai.request.max_tokens': max_tokens,
    'server.address': 'api.anthropic.com',
    'server.port': 443,
  }),
  read({ id, model, stop_reason, usage }) {
    const { cache_read_input_tokens: cacheRead, cache_creation_input_tokens: cacheWrite, output_tokens: output } = usage
    const input = usage.input_tokens + cacheRead + cacheWrite
    const costUsd = haikuCostUsd({ input, cacheRead, cacheWrite, output })
    const attributes = {
      'gen_ai.response.id': id,
      'gen_ai.response.model': model,
      'gen_ai.response.finish_reasons': [stop_reason ?? ''],
      'anthropic.response.service_tier': usage.service_tier,
      'gen_ai.usage.input_tokens': input,
      'gen_ai.usage.output_tokens': output,
      'gen_ai.usage.cache_read.input_tokens': cacheRead,
      'gen_ai.usage.cost.amount': costUsd,
    }
    return { attributes, counts: { input, output, costUsd } }
  },
  metricAttributes: (params, answer) => ({
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'anthropic',
    'gen_ai.request.model': params.model,
    'gen_ai.response.model': answer.model,
    'server.address': 'api.anthropic.com',
  }),
  fold() {
    let start: Answer | undefined
    let end: Event | undefined
    return {
      add(event) {
        if (event.type === 'message_start') start = event.message
        else if (event.type === 'message_delta') end = event
      },
      answer: () =>
        start &&
        end && { ...start, stop_reason: end.delta?.stop_reason ?? null, usage: { ...start.usage, ...end.usage } },
    }
  },
}

/** Tokens of one call; input is all of it, as the conventions count it. */
interface Tokens {
  readonly input: number
  readonly cacheRead: number
  readonly cacheWrite: number
  readonly output: number
}

/** What a call costs, for who calls one model only. */
export function haikuCostUsd({ input, cacheRead, cacheWrite, output }: Tokens): number {
  const price = HAIKU_4_5_PRICE
  const fresh = input - cacheRead - cacheWrite
  const total =
    fresh * price.input + cacheRead * price.cacheRead + cacheWrite * price.cacheWrite + output * price.output
  return total / 1e6
}
