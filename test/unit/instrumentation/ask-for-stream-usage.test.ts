import OpenAI from 'openai'
import { describe, expect, it } from 'vitest'
import { collect, fake, HELLO, useMetered } from './metered.ts'

const metered = useMetered({ askForStreamUsage: true })

const PARAMS = { model: 'gpt-4o', messages: HELLO, stream: true } as const
const SCRIPT = fake({ text: 'one two six ten', chunks: 4, usage: { input: 20, output: 10 } })

/** What the same stream is to an application that nobody meters: the parsed events, without what changes from call to call. */
async function bareEvents(path: string, body: object): Promise<unknown[]> {
  const headers = { ...SCRIPT.headers, 'content-type': 'application/json', authorization: 'Bearer key' }
  const response = await fetch(`${metered.provider.openaiUrl}${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  })
  const events = (await response.text()).split('\n\n').filter((event) => event.startsWith('data: {'))
  return events.map((event) => withoutIdentity(JSON.parse(event.slice('data: '.length)) as object))
}

function withoutIdentity(chunk: object): object {
  return { ...chunk, id: '', created: 0 }
}

describe('a stream whose usage we ask for', () => {
  it('brings the exact usage', async () => {
    await collect(await metered.openai.chat.completions.create(PARAMS, SCRIPT))

    const { attributes } = await metered.onlySpan()
    expect(attributes).toMatchObject({ 'gen_ai.usage.input_tokens': 20, 'gen_ai.usage.output_tokens': 10 })
    expect(attributes).not.toHaveProperty('costspan.usage.estimated')
    expect(metered.provider.requests[0]?.body).toEqual({ ...PARAMS, stream_options: { include_usage: true } })
  })

  it.each([
    ['chat completion', '/chat/completions', PARAMS, () => metered.openai.chat.completions.create(PARAMS, SCRIPT)],
    [
      'legacy completion',
      '/completions',
      { model: 'gpt-3.5-turbo-instruct', prompt: 'Say hello', stream: true },
      () =>
        metered.openai.completions.create(
          { model: 'gpt-3.5-turbo-instruct', prompt: 'Say hello', stream: true },
          SCRIPT,
        ),
    ],
  ] as const)(
    'gives the application of a %s exactly the chunks of a stream that was not asked',
    async (_, path, body, call) => {
      const chunks = await collect<object>(await call())

      // One by one and with their keys: an empty `usage` would be a trace of us.
      expect(JSON.stringify(chunks.map(withoutIdentity))).toBe(JSON.stringify(await bareEvents(path, body)))
    },
  )

  it('leaves params as they are, also frozen ones', async () => {
    const params = Object.freeze({ ...PARAMS, stream_options: Object.freeze({ include_obfuscation: false }) })
    await collect(await metered.openai.chat.completions.create(params, SCRIPT))

    expect(params).toEqual({ ...PARAMS, stream_options: { include_obfuscation: false } })
    expect(metered.provider.requests[0]?.body).toMatchObject({
      stream_options: { include_obfuscation: false, include_usage: true },
    })
  })

  it('reaches both branches of a tee without its usage', async () => {
    const stream = await metered.openai.chat.completions.create(PARAMS, SCRIPT)
    const [left, right] = stream.tee()
    const [leftChunks, rightChunks] = await Promise.all([collect(left), collect(right)])

    expect(leftChunks).toEqual(rightChunks)
    expect(leftChunks.filter((chunk) => 'usage' in chunk)).toEqual([])
    expect((await metered.onlySpan()).attributes).toMatchObject({ 'gen_ai.usage.input_tokens': 20 })
  })
})

describe('what the application decides itself', () => {
  it.each([true, false])('stays as it is: include_usage %s', async (include_usage) => {
    const chunks = await collect(
      await metered.openai.chat.completions.create({ ...PARAMS, stream_options: { include_usage } }, SCRIPT),
    )

    expect(metered.provider.requests[0]?.body).toMatchObject({ stream_options: { include_usage } })
    expect(chunks.filter((chunk) => 'usage' in chunk).length > 0).toBe(include_usage)
  })

  it('stays as it is: a call that is not streamed', async () => {
    await new OpenAI({ baseURL: metered.provider.openaiUrl, apiKey: 'key' }).chat.completions.create({
      model: 'gpt-4o',
      messages: HELLO,
    })

    expect(metered.provider.requests[0]?.body).toEqual({ model: 'gpt-4o', messages: HELLO })
  })
})
