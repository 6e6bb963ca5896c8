import { describe, expect, it } from 'vitest'
import { collect, HELLO, rejection, useMetered } from './metered.ts'

const metered = useMetered()

type Params = Parameters<typeof metered.openai.chat.completions.create>[0] & { stream: true }

const PARAMS: Params = { model: 'gpt-4o', messages: HELLO, stream: true, stop: ['END'] }

const deeplyFrozen = (): Params =>
  Object.freeze({
    ...PARAMS,
    messages: Object.freeze(HELLO.map((each) => Object.freeze({ ...each }))) as never,
    stop: Object.freeze(['END']) as never,
  })

/** Reads like `params` and throws a TypeError when anything is written to it. */
const readOnlyProxy = (params: Params): Params =>
  new Proxy(params, {
    set: () => false,
    deleteProperty: () => false,
    defineProperty: () => false,
  })

describe('the parameters of a call', () => {
  it.each([
    ['frozen', deeplyFrozen],
    ['behind a Proxy', () => readOnlyProxy(deeplyFrozen())],
  ])('may be %s', async (_, make) => {
    const params = make()
    expect((await collect(await metered.openai.chat.completions.create(params))).length).toBeGreaterThan(2)

    expect(params).toEqual(PARAMS)
    expect(metered.provider.requests[0]?.body).toEqual(PARAMS)
    expect((await metered.onlySpan()).attributes).toMatchObject({ 'gen_ai.request.stop_sequences': ['END'] })
  })

  it('are sent when what only we read of them throws, and the rest is recorded', async () => {
    const params = Object.defineProperty({ ...PARAMS }, 'seed', {
      enumerable: false,
      get() {
        throw new RangeError('not for you')
      },
    })
    await collect(await metered.openai.chat.completions.create(params))

    expect((await metered.onlySpan()).attributes).toMatchObject({
      'gen_ai.request.model': 'gpt-4o',
      'gen_ai.usage.input_tokens': 8,
    })
  })

  it('that cannot be read at all fail as they do without us, in a span that ends', async () => {
    const params = new Proxy(PARAMS, {
      get(target, key) {
        if (key === 'messages') throw new RangeError('no messages')
        return Reflect.get(target, key) as unknown
      },
    })
    const error = await rejection(metered.openai.chat.completions.create(params))

    expect(error).toEqual(new RangeError('no messages'))
    expect((await metered.onlySpan()).attributes).toMatchObject({
      'gen_ai.request.model': 'gpt-4o',
      'error.type': 'RangeError',
    })
  })

  it('of a wrong type are left out of the span', async () => {
    await collect(
      await metered.openai.chat.completions.create({ ...PARAMS, temperature: 'hot' as never, stop: [1] as never }),
    )

    const { attributes } = await metered.onlySpan()
    expect(Object.keys(attributes).filter((name) => /temperature|stop/.test(name))).toEqual([])
  })
})
