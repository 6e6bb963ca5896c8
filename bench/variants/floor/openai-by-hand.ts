import { GPT_4O_PRICE } from '../../calls/openai/openai-answers.ts'
import type { HandMade } from './hand-made-call.ts'

interface Params {
  readonly model: string
  readonly temperature?: number
  readonly max_tokens?: number
}

interface Answer {
  readonly id: string
  readonly model: string
  readonly service_tier: string
  readonly choices: readonly { readonly finish_reason: string | null }[]
  readonly usage: {
    readonly prompt_tokens: number
    readonly completion_tokens: number
    readonly prompt_tokens_details: { readonly cached_tokens: number }
  }
}

/** Chat completions. */
export const openaiByHand: HandMade<Params, Answer, Answer> = {
  spanName: ({ model }) => `chat ${model}`,
  requestAttributes: ({ model, temperature, max_tokens }) => ({
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'openai',
    'gen_ai.request.model': model,
    'gen_ai.request.temperature': temperature,
    'gen_ai.request.max_tokens': max_tokens,
    'server.address': 'api.openai.com',
    'server.port': 443,
  }),
  read(answer) {
    const { prompt_tokens: input, completion_tokens: output, prompt_tokens_details } = answer.usage
    const cacheRead = prompt_tokens_details.cached_tokens
    const price = GPT_4O_PRICE
    const costUsd = ((input - cacheRead) * price.input + cacheRead * price.cacheRead + output * price.output) / 1e6
    const attributes = {
      'gen_ai.response.id': answer.id,
      'gen_ai.response.model': answer.model,
      'gen_ai.response.finish_reasons': answer.choices.map((choice) => choice.finish_reason ?? ''),
      'openai.response.service_tier': answer.service_tier,
      'gen_ai.usage.input_tokens': input,
      'gen_ai.usage.output_tokens': output,
      'gen_ai.usage.cache_read.input_tokens': cacheRead,
      'gen_ai.usage.cost.amount': costUsd,
    }
    return { attributes, counts: { input, output, costUsd } }
  },
  metricAttributes: (params, answer) => ({
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'openai',
    'gen_ai.request.model': params.model,
    'gen_ai.response.model': answer.model,
    'server.address': 'api.openai.com',
  }),
  fold() {
    let first: Answer | undefined
    let usage: Answer['usage'] | undefined
    let reason: string | null | undefined
    return {
      add(chunk) {
        first ??= chunk
        reason = chunk.choices[0]?.finish_reason ?? reason
        usage = chunk.usage ?? usage
      },
      answer: () => first && usage && { ...first, choices: [{ finish_reason: reason ?? null }], usage },
    }
  },
}
