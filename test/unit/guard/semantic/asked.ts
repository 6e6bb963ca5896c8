import type { CachedAnswer, CacheQuestion } from '@costspan/guard'
import { providers } from '@costspan/instrumentation/providers'

/** How OpenAI's chat is read. */
const CHAT = providers
  .flatMap(({ name, operations }) => (name === 'openai' ? operations : []))
  .find(({ name }) => name === 'chat')

/** A question to a model, as a cache is asked for it. */
export function questionOf(text: string, { tenant = 'acme', ...changed }: Asked = {}): CacheQuestion {
  const { body = {}, feature = 'faq', user, atMillis = Date.now(), control = {}, model = 'gpt-4o-mini' } = changed
  return {
    call: {
      provider: 'openai',
      format: 'openai',
      operation: CHAT,
      model,
      body: { model, temperature: 0, messages: [{ role: 'user', content: text }], ...body },
      bodyBytes: text.length,
      streams: false,
    },
    url: new URL('https://api.openai.com/v1/chat/completions'),
    headers: new Headers(),
    context: { tenant, feature, user },
    control,
    signal: undefined,
    atMillis,
  }
}

interface Asked {
  readonly tenant?: string
  readonly feature?: string
  readonly user?: string
  readonly model?: string
  readonly body?: Readonly<Record<string, unknown>>
  readonly atMillis?: number
  readonly control?: CacheQuestion['control']
}

/** A whole answer of a provider with this text. */
export function answered(text: string, storedAtMillis: number = Date.now()): CachedAnswer {
  const choices = [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' }]
  return {
    form: 'whole',
    variant: '',
    body: JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion', model: 'gpt-4o-mini', choices }),
    headers: { 'content-type': 'application/json' },
    response: { model: 'gpt-4o-mini-2024-07-18', usage: { input: 12, output: 3 } },
    storedAtMillis,
  }
}

/** The cosine of the angle between two vectors. */
export function cosine(one: readonly number[], other: readonly number[]): number {
  const dot = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0)
  return dot(one, other) / Math.sqrt(dot(one, one) * dot(other, other))
}
