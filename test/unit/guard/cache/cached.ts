import { type CostContext, withCostContext } from '@costspan/cost'
import {
  type AnswerCache,
  type CacheControl,
  type CallGuardOptions,
  createCallGuard,
  createExactCache,
  type ExactCacheOptions,
  guardedFetch,
  withCacheControl,
} from '@costspan/guard'
import { recordingGuard, type RecordingGuard } from '../http/recording-guard.ts'

/** One call, as far as it differs from the usual one. */
export interface Asked {
  readonly url?: string
  readonly body?: Readonly<Record<string, unknown>>
  /** The text of the body, where its form matters. */
  readonly text?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly context?: CostContext
  readonly vary?: Readonly<Record<string, string>>
  readonly control?: CacheControl
  readonly signal?: AbortSignal
}

/** A cache before a provider that answers each call with a number of its own. */
export interface Cached {
  readonly cache: AnswerCache
  readonly guard: RecordingGuard
  /** How many calls have reached the provider. */
  calls(): number
  /** What the next calls are answered with, in turn. */
  next(...answers: readonly (() => Promise<Response> | Response)[]): void
  ask(asked?: Asked): Promise<Response>
  /** The words of the answer: `answer 1` of the first call that reached the provider. */
  words(asked?: Asked): Promise<string>
}

export const QUESTION = {
  model: 'gpt-4o',
  temperature: 0,
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'What is 100 USD in EUR?' },
  ],
} as const

const CONTEXT: CostContext = { feature: 'faq', tenant: 'acme', user: 'u-17', tier: 'free' }

export function cached(options: Partial<ExactCacheOptions> = {}, guardOptions: CallGuardOptions = {}): Cached {
  const cache = createExactCache({ features: { '*': {} }, ...options })
  const guard = recordingGuard()
  const scripted: (() => Promise<Response> | Response)[] = []
  let calls = 0
  const provider: typeof fetch = async (_input, init) => {
    calls += 1
    const body = JSON.parse(typeof init?.body === 'string' ? init.body : '{}') as { stream?: boolean }
    return (scripted.shift() ?? (() => completion({ content: `answer ${calls}` }, body.stream)))()
  }
  const fetch = guardedFetch(provider, createCallGuard(guard, { ...guardOptions, caches: [cache] }))
  const ask: Cached['ask'] = (asked = {}) => {
    const { url = 'https://api.openai.com/v1/chat/completions', body, text, headers = {}, signal } = asked
    const sent = {
      method: 'POST',
      headers,
      body: text ?? JSON.stringify({ ...QUESTION, ...body }),
      ...(signal && { signal }),
    }
    const control = { ...asked.control, ...(asked.vary && { vary: asked.vary }) }
    return withCostContext({ ...CONTEXT, ...asked.context }, () => withCacheControl(control, () => fetch(url, sent)))
  }
  return {
    cache,
    guard,
    calls: () => calls,
    next: (...answers) => void scripted.push(...answers),
    ask,
    words: async (asked) => wordsOf(await ask(asked)),
  }
}

/** An answer of the provider, whole or as events, and what differs from an ordinary one. */
export function completion(
  message: Readonly<Record<string, unknown>>,
  stream = false,
  finishReason = 'stop',
  usage: unknown = { prompt_tokens: 100, completion_tokens: 10, total_tokens: 110 },
): Response {
  const head = { id: 'chatcmpl-1', created: 1, model: 'gpt-4o-2024-08-06' }
  const whole = {
    ...head,
    object: 'chat.completion',
    choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: finishReason }],
    usage,
  }
  if (!stream) return Response.json(whole, { headers: { 'x-request-id': 'req-1', 'set-cookie': 'session=secret' } })
  const item = (delta: object, reason: string | null): object => ({
    ...head,
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta, finish_reason: reason }],
  })
  const items = [item({ role: 'assistant', ...message }, null), item({}, finishReason)]
  const text = `${items.map((each) => `data: ${JSON.stringify(each)}\n\n`).join('')}data: [DONE]\n\n`
  return new Response(text, { headers: { 'content-type': 'text/event-stream' } })
}

/** What an answer says, in either form. */
export async function wordsOf(response: Response): Promise<string> {
  const text = await response.text()
  if (!text.startsWith('data:')) {
    const { choices } = JSON.parse(text) as { choices: { message: { content: string } }[] }
    return choices.map(({ message }) => message.content).join()
  }
  const items = text.split('\n\n').filter((line) => line.startsWith('data: {'))
  const chunks = items.map((line) => JSON.parse(line.slice(6)) as { choices: { delta: { content?: string } }[] })
  return chunks.flatMap(({ choices }) => choices.map(({ delta }) => delta.content ?? '')).join('')
}
