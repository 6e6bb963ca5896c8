import { createExactCache, guardedFetch } from '@costspan/guard'
import { GoogleGenAI } from '@google/genai'
import type OpenAI from 'openai'
import { describe, expect, it } from 'vitest'
import { fake, HELLO, useGuarded } from '../http/guarded.ts'

const features = { '*': { scope: 'global', anyTemperature: true, toolCalls: true } } as const
const caches = [createExactCache({ features })]
const guarded = useGuarded({ caches })

/** Another question for each test: the cache stays. */
let number = 0
const anew = (): { role: 'user'; content: string }[] => [
  { role: 'user', content: `${HELLO[0]?.content} (${(number += 1)})` },
]

const TOOL_CALLS = [
  { name: 'weather', arguments: { city: 'Bern', days: [1, 2] } },
  { name: 'rate', arguments: {} },
]

/** What an answer says, without usage, which a hit has none of. */
function said(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, each: unknown) => (UNSAID.has(key) ? undefined : each)))
}
const UNSAID = new Set(['usage', 'usageMetadata', 'parsed', 'parsed_output', 'container', 'sdkHttpResponse'])

const BEHAVIOURS = [
  ['text', {}],
  ['text with spaces, lines and other scripts', { text: 'Eins\n\n  zwei: "drei" \u2028 \\ 四 \u{1F600}', chunks: 7 }],
  ['calls of tools', { toolCalls: TOOL_CALLS, chunks: 3 }],
] as const

describe.each(BEHAVIOURS)('an answer with %s', (_name, behaviour) => {
  const options = fake(behaviour)

  it('of OpenAI chat is told as a stream when it was whole, and whole when it was a stream', async () => {
    const chat = guarded.openai.chat.completions
    const [first, second] = [anew(), anew()]
    const whole = await chat.create({ model: 'gpt-4o', messages: first }, options)
    const retold = await chat.stream({ model: 'gpt-4o', messages: first }, options).finalChatCompletion()
    const streamed = await chat.stream({ model: 'gpt-4o', messages: second }, options).finalChatCompletion()
    const gathered = await chat.create({ model: 'gpt-4o', messages: second }, options)
    expect(said(retold.choices)).toEqual(said(withoutAnnotations(whole.choices)))
    expect(said(withoutAnnotations(gathered.choices))).toEqual(said(streamed.choices))
    expect(guarded.provider.requests.length).toBe(2)
  })

  it('of the Responses API is told as a stream when it was whole, and whole when it was a stream', async () => {
    const { responses } = guarded.openai
    const [first, second] = [anew(), anew()]
    const whole = await responses.create({ model: 'gpt-4o', input: first }, options)
    const events: string[] = []
    const stream = responses.stream({ model: 'gpt-4o', input: first }, options)
    stream.on('event', ({ type }) => void events.push(type))
    const retold = await stream.finalResponse()
    const streamed = await responses.stream({ model: 'gpt-4o', input: second }, options).finalResponse()
    const gathered = await responses.create({ model: 'gpt-4o', input: second }, options)
    expect(said(withoutParsed(retold.output))).toEqual(said(whole.output))
    expect(said(gathered.output)).toEqual(said(withoutParsed(streamed.output)))
    expect([events.at(0), events.at(-1), guarded.provider.requests.length]).toEqual([
      'response.created',
      'response.completed',
      2,
    ])
  })

  it('of Anthropic is told as a stream when it was whole, and whole when it was a stream', async () => {
    const { messages } = guarded.anthropic
    const ask = { model: 'claude-haiku-4-5', max_tokens: 500 }
    const [first, second] = [anew(), anew()]
    const whole = await messages.create({ ...ask, messages: first }, options)
    const retold = await messages.stream({ ...ask, messages: first }, options).finalMessage()
    const streamed = await messages.stream({ ...ask, messages: second }, options).finalMessage()
    const gathered = await messages.create({ ...ask, messages: second }, options)
    expect(said(retold)).toEqual(said(whole))
    expect(said(gathered)).toEqual(said(streamed))
    expect(guarded.provider.requests.length).toBe(2)
  })

  it('of Gemini is told as a stream when it was whole, and whole when it was a stream', async () => {
    const google = new GoogleGenAI({
      apiKey: 'key',
      httpOptions: { baseUrl: guarded.provider.googleUrl, headers: options.headers },
    })
    const bare = globalThis.fetch
    globalThis.fetch = guardedFetch(bare, guarded.callGuard)
    const [first, second] = [anew()[0]?.content ?? '', anew()[0]?.content ?? '']
    const model = 'gemini-2.5-flash'
    const whole = await google.models.generateContent({ model, contents: first })
    const retold = await collect(await google.models.generateContentStream({ model, contents: first }))
    const streamed = await collect(await google.models.generateContentStream({ model, contents: second }))
    const gathered = await google.models.generateContent({ model, contents: second })
    globalThis.fetch = bare
    const partsOf = (answers: readonly (typeof whole)[]): unknown =>
      answers.flatMap(({ candidates = [] }) => candidates[0]?.content?.parts ?? [])
    expect(partsOf(retold)).toEqual(partsOf([whole]))
    expect([gathered.text, gathered.functionCalls]).toEqual([
      streamed.some(({ text }) => text !== undefined) ? streamed.map(({ text }) => text ?? '').join('') : undefined,
      streamed.flatMap(({ functionCalls }) => functionCalls ?? []).length === 0
        ? undefined
        : streamed.flatMap(({ functionCalls }) => functionCalls ?? []),
    ])
    expect(guarded.provider.requests.length).toBe(2)
  })
})

describe('a stream that is answered by a cache', () => {
  it.each([
    [true, false],
    [false, true],
    [true, true],
    [false, false],
  ])('tells its usage as this call asks for it (kept: %s, asked: %s)', async (kept, asked) => {
    const messages = anew()
    const stream = (include_usage: boolean) =>
      guarded.openai.chat.completions.create({
        model: 'gpt-4o',
        messages,
        stream: true,
        stream_options: { include_usage },
      })
    const first = await collect(await stream(kept))
    const again = await collect(await stream(asked))
    expect(said(again.filter(({ choices }) => choices.length > 0))).toEqual(
      said(first.filter(({ choices }) => choices.length > 0)),
    )
    const told = again.map(({ usage }) => (usage == null ? usage : usage.total_tokens))
    expect(told).toEqual(again.map((_, index) => (asked ? (index === again.length - 1 ? 0 : null) : undefined)))
  })

  it('can be left in the middle, and is whole for the next', async () => {
    const messages = anew()
    const ask = () => guarded.openai.chat.completions.create({ model: 'gpt-4o', messages, stream: true })
    const first = await collect(await ask())
    for await (const chunk of await ask()) {
      expect(chunk).toEqual(first[0])
      break
    }
    const stream = await ask()
    stream.controller.abort()
    expect([await collect(await ask()), guarded.provider.requests.length]).toEqual([first, 1])
  })
})

/** A stream does not tell the empty list that a whole answer has. */
function withoutAnnotations(choices: readonly OpenAI.ChatCompletion.Choice[]): unknown {
  return choices.map(({ message: { annotations: _, ...message }, ...choice }) => ({ ...choice, message }))
}

/** What the SDK's stream helper adds. */
function withoutParsed(output: readonly object[]): unknown {
  return JSON.parse(
    JSON.stringify(output, (key, each: unknown) => (['parsed', 'parsed_arguments'].includes(key) ? undefined : each)),
  )
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = []
  for await (const item of items) collected.push(item)
  return collected
}
