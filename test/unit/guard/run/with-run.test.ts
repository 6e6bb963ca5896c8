import { activeCostContext } from '@costspan/cost'
import { activeRun, continueRun, createGuard, type Guard, runBudgetPropagator, withRun } from '@costspan/guard'
import { context, defaultTextMapGetter, defaultTextMapSetter, propagation, ROOT_CONTEXT } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { W3CBaggagePropagator } from '@opentelemetry/core'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ask, CENT, refused, spend } from '../ask.ts'

let guard: Guard
beforeEach(() => {
  guard = createGuard({ budgets: [] })
})
afterEach(() => {
  vi.unstubAllEnvs()
  context.disable()
  propagation.disable()
})

async function spendAll(): Promise<number> {
  let calls = 0
  while ((await spend(guard)) === 'allow') calls += 1
  return calls
}

describe('a run with a budget', () => {
  it('spends no more than it, over all that it awaits and starts', async () => {
    const calls = await withRun({ budget: '$0.20' }, async () => Promise.all([spendAll(), spendAll(), spendAll()]))
    expect(calls.reduce((sum, each) => sum + each)).toBe(20)
    expect(await spend(guard)).toBe('allow')
  })

  it('is the run of the cost context, and refuses by its name', async () => {
    await withRun({ budget: '$0.01', id: 'job-7' }, async () => {
      expect(activeCostContext()).toEqual({ run: 'job-7' })
      await spend(guard)
      expect(await refused(guard)).toMatchObject({ budget: 'run', scope: { run: 'job-7' }, window: 'run', limit: CENT })
    })
  })

  it('keeps its reserve for the final answer', async () => {
    await withRun({ budget: '$0.20', reserve: '10%', guard }, async (run) => {
      expect(await spendAll()).toBe(18)
      expect(await refused(guard)).toMatchObject({ reason: 'final_reserve', retryAfterSeconds: undefined })
      expect(await run.finalAnswer(spendAll)).toBe(2)
      expect(await run.finalAnswer(() => refused(guard))).toMatchObject({ reason: 'limit' })
    })
  })

  it('tells an agent how far it can still go', async () => {
    await withRun({ budget: '$0.20', reserve: '$0.02', guard }, async (run) => {
      expect(await run.advisory()).toMatchObject({
        remainingNanoUsd: 18n * CENT,
        callsLeft: undefined,
        isNearLimit: false,
      })
      for (let call = 0; call < 15; call++) await spend(guard)
      await ask(guard)
      expect(await run.advisory()).toEqual({
        limitNanoUsd: 20n * CENT,
        spentNanoUsd: 15n * CENT,
        heldNanoUsd: CENT,
        remainingNanoUsd: 2n * CENT,
        reserveNanoUsd: 2n * CENT,
        burnNanoUsdPerMinute: 15n * CENT,
        callsLeft: 2,
        isNearLimit: true,
        note: 'Budget of this run: $0.0200 of $0.2000 is left, about 2 more calls at the cost of those so far. $0.0200 beyond that is kept for the final answer.',
      })
    })
  })

  it('gives a part of its budget to a run inside of it, which spends from both', async () => {
    await withRun({ budget: '$0.20', guard }, async (outer) => {
      expect(await withRun({ budget: '25%' }, spendAll)).toBe(5)
      expect(await withRun({ budget: '$9.00' }, spendAll)).toBe(15)
      expect((await outer.advisory()).remainingNanoUsd).toBe(0n)
    })
  })

  it('counts once when it is entered again inside of itself', async () => {
    await withRun({ budget: '$0.20', id: 'job' }, () =>
      withRun({ budget: '$0.20', id: 'job', guard }, async (run) => {
        await spend(guard)
        expect(await run.advisory()).toMatchObject({ spentNanoUsd: CENT, callsLeft: 19 })
      }),
    )
  })

  it('says which option is wrong', () => {
    expect(() => withRun({ budget: '25%' }, () => {})).toThrow(
      new TypeError('withRun: budget must be an amount such as "$2.00" outside of a run, got "25%"'),
    )
    expect(() => withRun({ budget: '$1.00', reserve: '$2.00' }, () => {})).toThrow(
      new TypeError('withRun: reserve must be a part of the budget, got "$2.00"'),
    )
  })
})

describe('a run that travels', () => {
  const KEY = 'a-key-that-both-services-have'
  beforeEach(() => {
    vi.stubEnv('COSTSPAN_RUN_KEY', KEY)
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
    propagation.setGlobalPropagator(new W3CBaggagePropagator())
  })

  function sentHeaders(): Record<string, string> {
    const headers: Record<string, string> = {}
    propagation.inject(context.active(), headers, defaultTextMapSetter)
    return headers
  }

  function received<T>(headers: Record<string, string>, key: string, fn: () => T): T {
    const carried = runBudgetPropagator(key).extract(ROOT_CONTEXT, headers, defaultTextMapGetter)
    return context.with(carried, fn)
  }

  it('has the same id and limits in the other service, with the runs around it', () => {
    withRun({ budget: '$0.20', reserve: '10%' }, () =>
      withRun({ budget: '50%' }, () => {
        const here = activeRun()
        const headers = sentHeaders()
        expect(received(headers, KEY, () => [activeRun(), activeCostContext()])).toEqual([here, { run: here?.id }])
      }),
    )
  })

  it('goes on from there, though nothing else of the baggage is believed', () => {
    withRun({ budget: '$0.20' }, () => {
      const headers = sentHeaders()
      received(headers, KEY, () => expect(sentHeaders()).toEqual(headers))
    })
  })

  it('is not believed when somebody has changed it, or signed it with another key', () => {
    withRun({ budget: '$0.20' }, () => {
      const { baggage = '' } = sentHeaders()
      const [name, token = ''] = baggage.split('=')
      const [version, payload = '', signature] = token.split('.')
      const richer = Buffer.from(payload, 'base64url').toString().replace('"200000000"', '"900000000"')
      const forged = [version, Buffer.from(richer).toString('base64url'), signature].join('.')
      expect(richer).toContain('900000000')
      expect(received({ baggage: `${name}=${forged}` }, KEY, activeRun)).toBeUndefined()
      expect(received({ baggage }, 'another key', activeRun)).toBeUndefined()
      expect(received({ baggage: `${name}=nonsense` }, KEY, activeRun)).toBeUndefined()
    })
  })

  it('goes through a queue as a token', async () => {
    const token = await withRun({ budget: '$0.02' }, async (run) => {
      await spend(guard)
      return run.token()
    })
    expect(await continueRun(token, spendAll, { guard })).toBe(1)
    expect(() => continueRun(`${token}x`, () => {})).toThrow(TypeError)
  })

  it('stays at home without a key', () => {
    vi.stubEnv('COSTSPAN_RUN_KEY', '')
    withRun({ budget: '$0.20' }, (run) => {
      expect(sentHeaders()).toEqual({})
      expect(() => run.token()).toThrow('COSTSPAN_RUN_KEY')
    })
  })
})
