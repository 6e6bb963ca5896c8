import { runInNewContext } from 'node:vm'
import { SpanStatusCode } from '@opentelemetry/api'
import OpenAI from 'openai'
import { expect, describe, it } from 'vitest'
import { collect, useMetered } from '../unit/instrumentation/metered.ts'

const metered = useMetered()

type Question = OpenAI.ChatCompletionCreateParamsNonStreaming

const PLAIN = {
  model: 'gpt-4o',
  temperature: 0.5,
  stop: ['END', 'STOP'],
  messages: [{ role: 'user', content: [{ type: 'text', text: 'Hello' }] }],
  tools: [{ type: 'function', function: { name: 'look', parameters: { type: 'object' } } }],
} as const

const copy = (): Question => structuredClone(PLAIN) as unknown as Question

/** The same question, as objects that many libraries make. */
const QUESTIONS: Readonly<Record<string, () => Question>> = {
  'without a prototype': () => Object.assign(Object.create(null) as Question, copy()),
  'of another realm': () => runInNewContext('JSON.parse(text)', { text: JSON.stringify(PLAIN) }) as Question,
  'of getters on a class': () => new (class extends Getters {})() as unknown as Question,
  'frozen, and all that is in them': () => frozen(copy()),
  'behind a proxy in a proxy': () => new Proxy(new Proxy(copy(), {}), {}),
}

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value
  for (const each of Object.values(value)) frozen(each)
  return Object.freeze(value)
}

class Getters {
  declare readonly model: string
  constructor() {
    for (const [name, value] of Object.entries(PLAIN)) {
      Object.defineProperty(this, name, { get: () => value, enumerable: true })
    }
  }
}

describe('a call whose parameters are', () => {
  it.each(Object.entries(QUESTIONS))('%s is sent and recorded as with plain ones', async (_, question) => {
    await metered.openai.chat.completions.create(copy())
    await metered.openai.chat.completions.create(question())
    const [plain, strange] = metered.provider.requests
    expect(strange?.body).toEqual(plain?.body)
    const spans = await metered.finishedSpans()
    const [expected, ...found] = spans.map(({ attributes }) => ({ ...attributes, 'gen_ai.response.id': undefined }))
    expect(found).toEqual([expected])
  })

  it('revoked after the call was made, while its stream is read, ends as any other', async () => {
    const { proxy, revoke } = Proxy.revocable(
      { ...copy(), stream: true as const, stream_options: { include_usage: true } },
      {},
    )
    const stream = await metered.openai.chat.completions.create(proxy)
    revoke()
    const chunks = await collect(stream)
    const span = await metered.onlySpan()
    expect(chunks.length).toBeGreaterThan(1)
    expect(span.attributes['gen_ai.usage.output_tokens']).toBeGreaterThan(0)
  })
})

describe('objects of another realm', () => {
  it('may be the answer of an own fetch, and are read like ours', async () => {
    const foreign = runInNewContext(`({ Promise, answer: (text) => Promise.resolve(text) })`) as {
      answer: (text: string) => Promise<string>
    }
    const client = new OpenAI({
      baseURL: metered.provider.openaiUrl,
      apiKey: 'key',
      maxRetries: 0,
      fetch: async (...args) => {
        const response = await fetch(...args)
        const { status, headers } = response
        const text = await response.text()
        // No instance of this realm's Response or Promise, but with all that the SDK uses.
        return Object.assign(Object.create(null) as Response, {
          ok: response.ok,
          status,
          headers,
          url: response.url,
          body: null,
          text: () => foreign.answer(text),
          json: () => foreign.answer(text).then((found) => JSON.parse(found) as unknown),
        })
      },
    })
    const answer = await client.chat.completions.create(copy())
    const span = await metered.onlySpan()
    expect(answer.usage?.total_tokens).toBeGreaterThan(0)
    expect(span.attributes['gen_ai.usage.input_tokens']).toBe(answer.usage?.prompt_tokens)
  })

  it('may be the error that ends a call', async () => {
    const error = runInNewContext(`new RangeError('of another realm')`) as Error
    const client = new OpenAI({ apiKey: 'key', maxRetries: 0, fetch: () => Promise.reject(error) })
    await expect(client.chat.completions.create(copy())).rejects.toMatchObject({ cause: { message: error.message } })
    const { status, attributes } = await metered.onlySpan()
    expect([status.code, attributes['error.type']]).toEqual([SpanStatusCode.ERROR, 'APIConnectionError'])
  })
})
