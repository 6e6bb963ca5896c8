import OpenAI from 'openai'
import { describe, expect, it } from 'vitest'
import { collect, fake, HELLO, useMetered } from './metered.ts'

const metered = useMetered()

const PARAMS = { model: 'gpt-4o', messages: HELLO, max_completion_tokens: 50 } as const
const SCRIPT = fake({ usage: { input: 20, output: 10 } })
const USAGE = { 'gen_ai.usage.input_tokens': 20, 'gen_ai.usage.output_tokens': 10 }
const UNSEEN = {
  'costspan.attempts.unobserved': 1,
  'costspan.attempts.max_input_tokens': JSON.stringify(PARAMS).length,
  'costspan.attempts.max_output_tokens': 50,
}

/** Usage and attempts of the only span. */
async function amounts(): Promise<Record<string, unknown>> {
  const { attributes } = await metered.onlySpan()
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => /usage|attempt/.test(name)))
}

const raw = (): Promise<Response> => metered.openai.chat.completions.create(PARAMS, SCRIPT).asResponse()

describe('a raw response', () => {
  it('is a real Response', async () => {
    const response = await raw()
    expect(response).toBeInstanceOf(Response)
    await response.text()
  })

  it.each([
    ['json()', async () => (await raw()).json() as Promise<object>],
    ['text()', async () => JSON.parse(await (await raw()).text()) as object],
  ])('shows its usage to us when it is read by %s', async (_, read) => {
    expect(await read()).toMatchObject({ usage: { prompt_tokens: 20 } })
    expect(await amounts()).toEqual(USAGE)
  })

  it.each([
    ['body', async () => new Response((await raw()).body).text()],
    ['arrayBuffer()', async () => Buffer.from(await (await raw()).arrayBuffer()).toString()],
    ['blob()', async () => (await (await raw()).blob()).text()],
  ])('that is read by %s is read where we do not see it, and may be billed', async (_, read) => {
    expect(JSON.parse(await read())).toMatchObject({ usage: { prompt_tokens: 20 } })
    expect(await amounts()).toEqual(UNSEEN)
  })

  it('of a stream is read where we do not see it', async () => {
    const response = await metered.openai.chat.completions.create({ ...PARAMS, stream: true }, SCRIPT).asResponse()
    expect(await response.text()).toContain('data: [DONE]')

    expect(await amounts()).toMatchObject({ 'costspan.attempts.unobserved': 1 })
  })

  it('that the application awaits as well is one call', async () => {
    const promise = metered.openai.chat.completions.create(PARAMS, SCRIPT)
    const response = await promise.asResponse()
    expect((await promise).usage?.prompt_tokens).toBe(20)

    expect(response.bodyUsed).toBe(true)
    expect(await amounts()).toEqual(USAGE)
  })

  it('comes with the answer by withResponse()', async () => {
    const { data, response, request_id } = await metered.openai.chat.completions.create(PARAMS, SCRIPT).withResponse()

    expect([data.usage?.prompt_tokens, response.status, request_id]).toEqual([20, 200, expect.stringMatching(/^req_/)])
    expect(await amounts()).toEqual(USAGE)
  })

  it('comes with the stream by withResponse()', async () => {
    const params = { ...PARAMS, stream: true, stream_options: { include_usage: true } } as const
    const { data, response } = await metered.openai.chat.completions.create(params, SCRIPT).withResponse()
    await collect(data)

    expect(response.bodyUsed).toBe(true)
    expect(await amounts()).toEqual(USAGE)
  })
})

describe("a response of an application's own fetch", () => {
  const BODY = JSON.stringify({ id: 'chatcmpl-1', choices: [], usage: { prompt_tokens: 20, completion_tokens: 10 } })
  const headers = new Headers({ 'content-type': 'application/json' })
  const clientOf = (response: unknown): OpenAI =>
    new OpenAI({ apiKey: 'key', maxRetries: 0, fetch: () => Promise.resolve(response as Response) })

  it('that is a plain object keeps its own body', async () => {
    const plain = {
      ok: true,
      status: 200,
      headers,
      body: 'the body',
      json: async () => JSON.parse(BODY) as unknown,
      text: async () => BODY,
    }
    const response = await clientOf(plain).chat.completions.create(PARAMS).asResponse()

    expect(response).toBe(plain)
    expect(response.body).toBe('the body')
    expect(await amounts()).toEqual(UNSEEN)
  })

  it('that is of another class keeps its body', async () => {
    class OtherResponse {
      readonly ok = true
      readonly status = 200
      readonly headers = headers
      readonly #body = 'the body'
      get body(): string {
        return this.#body
      }
      async json(): Promise<unknown> {
        return JSON.parse(BODY)
      }
    }
    const response = await clientOf(new OtherResponse()).chat.completions.create(PARAMS).asResponse()

    expect(response.body).toBe('the body')
  })

  it('that is frozen is left as it is', async () => {
    const frozen = Object.freeze({ ok: true, status: 200, headers, json: async () => JSON.parse(BODY) as unknown })
    const response = await clientOf(frozen).chat.completions.create(PARAMS).asResponse()

    expect(await response.json()).toEqual(JSON.parse(BODY))
    expect(await amounts()).toEqual(UNSEEN)
  })
})
