import { LlmInstrumentation, type LlmInstrumentationConfig } from '@costspan/instrumentation'
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import { beforeEach, describe, expect, it } from 'vitest'
import { patchMethod } from '../../../packages/instrumentation/src/patch-method.ts'
import { openai } from '../../../packages/instrumentation/src/providers/openai/provider.ts'

type Method = (this: unknown, ...args: unknown[]) => unknown

const exporter = new InMemorySpanExporter()
const tracerProvider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] })
const ANSWER = { id: 'chatcmpl-1', choices: [], usage: { prompt_tokens: 20, completion_tokens: 10 } }

/** The shape of the `openai` module, as far as chat completions are concerned. */
class Completions {
  create(_params: unknown, _options?: unknown): Promise<unknown> {
    return Promise.resolve(ANSWER)
  }
}
const original = Completions.prototype.create
const sdk = { OpenAI: { Chat: { Completions } } }
const call = (): Promise<unknown> => new Completions().create({ model: 'gpt-4o', messages: [] })

function instrumentation(config: LlmInstrumentationConfig = {}): LlmInstrumentation {
  const made = new LlmInstrumentation({ provider: openai, ...config })
  made.setTracerProvider(tracerProvider)
  return made
}

async function spanCount(): Promise<number> {
  exporter.reset()
  expect(await call()).toBe(ANSWER)
  return exporter.getFinishedSpans().length
}

beforeEach(() => {
  Completions.prototype.create = original
})

describe('an instrumentation', () => {
  it('puts the original function back when it is disabled', async () => {
    const ours = instrumentation()
    ours.patch(sdk)
    expect(Completions.prototype.create).not.toBe(original)
    expect(await spanCount()).toBe(1)

    ours.disable()
    expect(Completions.prototype.create).toBe(original)
    expect(await spanCount()).toBe(0)
  })

  it('can be enabled again', async () => {
    const ours = instrumentation()
    ours.patch(sdk)
    ours.disable()
    ours.enable()
    ours.patch(sdk)
    expect(await spanCount()).toBe(1)

    ours.disable()
    expect(Completions.prototype.create).toBe(original)
  })

  it('keeps the name and the length of the method', () => {
    const ours = instrumentation()
    ours.patch(sdk)

    const { name, length } = Completions.prototype.create
    expect({ name, length }).toEqual({ name: 'create', length: original.length })
    ours.disable()
  })

  it('counts a call once however often the module is patched', async () => {
    const [first, second] = [instrumentation(), instrumentation()]
    for (const each of [first, second, first]) each.patch(sdk)
    expect(await spanCount()).toBe(1)

    for (const each of [first, second]) each.disable()
    expect(Completions.prototype.create).toBe(original)
  })

  it('leaves a module alone that has none of the methods', () => {
    const ours = instrumentation()
    for (const strange of [{}, null, undefined, 42, { OpenAI: null }, Object.freeze({ OpenAI: {} })])
      ours.patch(strange)

    expect(Completions.prototype.create).toBe(original)
    ours.disable()
  })
})

describe('beside another instrumentation', () => {
  /** Wraps and unwraps as the shimmer of OpenTelemetry does. */
  function wrapByAnother(calls: string[]): () => void {
    const wrapped: Method = Completions.prototype.create
    Completions.prototype.create = function (this: unknown, ...args: unknown[]) {
      calls.push('other')
      return Reflect.apply(wrapped, this, args) as Promise<unknown>
    }
    return () => {
      Completions.prototype.create = wrapped as typeof original
    }
  }

  it('both see each call, whoever came first', async () => {
    for (const isFirst of [true, false]) {
      Completions.prototype.create = original
      const calls: string[] = []
      const ours = instrumentation()
      if (isFirst) ours.patch(sdk)
      wrapByAnother(calls)
      if (!isFirst) ours.patch(sdk)

      expect(await spanCount()).toBe(1)
      expect(calls).toEqual(['other'])
      ours.disable()
    }
  })

  it('unpatches to the wrapper of the other', async () => {
    const calls: string[] = []
    const unwrap = wrapByAnother(calls)
    const theirs = Completions.prototype.create
    const ours = instrumentation()
    ours.patch(sdk)
    ours.disable()

    expect(Completions.prototype.create).toBe(theirs)
    unwrap()
    expect(Completions.prototype.create).toBe(original)
  })

  it('records nothing any more after it is disabled below the wrapper of another, which stays', async () => {
    const calls: string[] = []
    const ours = instrumentation()
    ours.patch(sdk)
    wrapByAnother(calls)
    ours.disable()

    expect(await spanCount()).toBe(0)
    expect(calls).toEqual(['other'])
  })
})

describe('patchMethod', () => {
  it('tells that there is no such method', () => {
    expect(patchMethod(sdk, 'OpenAI.Chat.Completions.prototype.destroy', (method) => method)).toBeUndefined()
    expect(patchMethod(undefined, 'OpenAI.create', (method) => method)).toBeUndefined()
  })

  it('passes on this, the arguments and what is thrown', () => {
    const host = {
      value: 7,
      add(this: { value: number }, ...numbers: number[]): number {
        if (numbers.length === 0) throw new RangeError('nothing to add')
        return numbers.reduce((sum, each) => sum + each, this.value)
      },
    }
    const undo = patchMethod(
      host,
      'add',
      (method) =>
        function (...args) {
          return Reflect.apply(method, this, args)
        },
    )

    expect(host.add(1, 2)).toBe(10)
    expect(() => host.add()).toThrow(new RangeError('nothing to add'))
    undo?.()
  })
})
