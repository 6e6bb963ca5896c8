import { type CallRecord, type Ledger, type LedgerReader, type Verdict, createLedger } from '@costspan/cli'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { madeCall } from '../../support/made-call.ts'
import { anyCalls } from './any-call.ts'

const HOUR = 3_600_000
const T0 = 1_790_000_000_000 - (1_790_000_000_000 % HOUR)

/** What every ledger must do, whatever keeps its calls. */
export function ledgerContract(openEmpty: () => Promise<Ledger>): void {
  const opened: Ledger[] = []
  const ledgerOf = async (...calls: readonly CallRecord[]): Promise<Ledger> => {
    const ledger = await openEmpty()
    opened.push(ledger)
    if (calls.length > 0) await ledger.append(calls)
    return ledger
  }
  afterEach(async () => {
    await Promise.all(opened.splice(0).map(async (ledger) => ledger.close()))
  })

  describe('as a ledger', () => {
    it('gives back every field of a call as it was', async () => {
      await fc.assert(
        fc.asyncProperty(anyCalls(), async (calls) => {
          const ledger = await ledgerOf(...calls)
          expect(await ledger.rows({ limit: 1000 })).toEqual(await modelOf(calls).rows({ limit: 1000 }))
        }),
        { numRuns: 15 },
      )
    })

    it('answers as plain arithmetic over the calls does', async () => {
      await fc.assert(
        fc.asyncProperty(anyCalls(), anyCalls(), async (first, second) => {
          const ledger = await ledgerOf(...first)
          await ledger.append(second)
          const model = modelOf([...first, ...second])
          for (const question of QUESTIONS) {
            expect(await ledger.sum(question)).toEqual(await model.sum(question))
            const series = { ...question, step: 'day' } as const
            expect(await ledger.series(series)).toEqual(await model.series(series))
          }
          for (const of of ['nanoUsd', 'outputPerInput', 'tokensPerSecond', 'maxTokens'] as const) {
            const question = { of, quantiles: [0, 0.5, 0.95, 1], by: ['team'] } as const
            expect(rounded(await ledger.spread(question))).toEqual(rounded(await model.spread(question)))
          }
        }),
        { numRuns: 15 },
      )
    })

    it('gives the sums that are asked for, and the same as among all', async () => {
      await fc.assert(
        fc.asyncProperty(anyCalls(), async (calls) => {
          const ledger = await ledgerOf(...calls)
          const model = modelOf(calls)
          for (const question of QUESTIONS) {
            const some = await ledger.sum({ ...question, only: ['nanoUsd', 'parts', 'durationMillis'] })
            const all = await model.sum(question)
            expect(some).toEqual(
              all.map(({ key, nanoUsd, parts, durationMillis }) => ({ key, nanoUsd, parts, durationMillis })),
            )
            const minutes = { ...question, step: 'minute', only: ['calls'] } as const
            const expected = await model.series({ ...question, step: 'minute' })
            expect(await ledger.series(minutes)).toEqual(
              expected.map(({ atMillis, key, calls: count }) => ({ atMillis, key, calls: count })),
            )
          }
        }),
        { numRuns: 5 },
      )
    })

    it('leaves out of a series only what never cost more in a step than asked', async () => {
      const hour = (hours: number): bigint => BigInt(T0 + hours * HOUR) * 1_000_000n
      const ledger = await ledgerOf(
        madeCall({ user: 'steady', startUnixNano: hour(0), nanoUsd: 5n }),
        madeCall({ user: 'heavy', startUnixNano: hour(0), nanoUsd: 1n }),
        madeCall({ user: 'heavy', startUnixNano: hour(1), nanoUsd: 6n }),
        madeCall({ user: 'heavy', startUnixNano: hour(1), nanoUsd: 5n }),
        madeCall({ startUnixNano: hour(1), nanoUsd: 20n }),
      )
      const steps = await ledger.series({ step: 'hour', by: ['user'], aboveNanoUsd: 10n })
      expect(steps.map(({ key, nanoUsd }) => [key.user, nanoUsd])).toEqual([
        ['heavy', 1n],
        [undefined, 20n],
        ['heavy', 11n],
      ])
    })

    it('counts the names of a dimension', async () => {
      const ledger = await ledgerOf(
        madeCall({ user: 'a' }),
        madeCall({ user: 'b' }),
        madeCall({ user: 'a' }),
        madeCall(),
      )
      expect([await ledger.countNames('user'), await ledger.countNames('team')]).toEqual([2, 0])
      expect(await ledger.countNames('user', { where: { user: ['b', undefined] } })).toBe(1)
    })

    it('counts a call once, within a batch and between batches', async () => {
      const [one, two] = [madeCall({ nanoUsd: 5n }), madeCall({ nanoUsd: 7n })]
      const ledger = await ledgerOf()
      expect(await ledger.append([one, one])).toEqual({ added: 1, known: 1, late: 0 })
      expect(await ledger.append([two, { ...one, nanoUsd: 999n }])).toEqual({ added: 1, known: 1, late: 0 })
      expect((await ledger.sum()).map(({ calls, nanoUsd }) => ({ calls, nanoUsd }))).toEqual([
        { calls: 2, nanoUsd: 12n },
      ])
    })

    it('has no groups, rows or extent while it is empty', async () => {
      const ledger = await ledgerOf()
      expect(await ledger.append([])).toEqual({ added: 0, known: 0, late: 0 })
      expect([await ledger.sum(), await ledger.rows(), await ledger.extent()]).toEqual([[], [], undefined])
    })

    it('adds amounts beyond what a double holds exactly', async () => {
      const huge = 9_007_199_254_740_993n
      const ledger = await ledgerOf(madeCall({ nanoUsd: huge }), madeCall({ nanoUsd: huge }))
      expect((await ledger.sum())[0]?.nanoUsd).toBe(2n * huge)
    })

    it('puts a call into the window that it began in, to the millisecond', async () => {
      const at = (millis: number): bigint => BigInt(millis) * 1_000_000n
      const ledger = await ledgerOf(
        madeCall({ startUnixNano: at(T0) - 1n, user: 'before' }),
        madeCall({ startUnixNano: at(T0), user: 'first' }),
        madeCall({ startUnixNano: at(T0 + HOUR) - 1n, user: 'last' }),
        madeCall({ startUnixNano: at(T0 + HOUR), user: 'after' }),
      )
      const window = { fromMillis: T0, toMillis: T0 + HOUR }
      expect((await ledger.rows(window)).map(({ user }) => user)).toEqual(['last', 'first'])
      expect((await ledger.sum({ ...window, by: ['user'] })).map(({ key }) => key.user)).toEqual(['first', 'last'])
      expect((await ledger.sum(window))[0]?.calls).toBe(2)
    })

    it('selects calls by any of several values, and by having none', async () => {
      const ledger = await ledgerOf(madeCall({ team: 'a' }), madeCall({ team: 'b' }), madeCall())
      const teams = async (team: readonly (string | undefined)[]): Promise<unknown> =>
        (await ledger.sum({ where: { team }, by: ['team'] })).map(({ key }) => key)
      expect(await teams(['a', undefined])).toEqual([{}, { team: 'a' }])
      expect(await teams([undefined])).toEqual([{}])
      expect(await teams([])).toEqual([])
    })

    it('finds the calls of a trace', async () => {
      const traceId = 'ab'.repeat(16)
      const ledger = await ledgerOf(madeCall(), madeCall({ traceId, spanId: '00000000000000aa' }))
      expect((await ledger.rows({ where: { traceId: [traceId] } })).map(({ spanId }) => spanId)).toEqual([
        '00000000000000aa',
      ])
      expect(await ledger.rows({ where: { traceId: ["' OR true --"] } })).toEqual([])
    })

    it('takes text that looks like code as text', async () => {
      const user = `'; DROP TABLE call_rows; --<script>alert(1)</script>\u0000=cmd()`
      const ledger = await ledgerOf(madeCall({ user }))
      expect(await ledger.sum({ where: { user: [user] }, by: ['user'] })).toMatchObject([{ key: { user }, calls: 1 }])
    })

    it('takes times and amounts beyond its range without turning them round', async () => {
      const most = 2n ** 63n - 1n
      const ledger = await ledgerOf(
        madeCall({ startUnixNano: 2n ** 64n - 1n, durationMillis: 2e13, nanoUsd: 2n ** 70n }),
      )
      expect(await ledger.rows()).toMatchObject([
        { startUnixNano: most, durationMillis: Number(most) / 1e6, nanoUsd: most },
      ])
    })

    it('keeps verdicts, each once, and gives those of a kind and a time', async () => {
      const ledger = await ledgerOf()
      const [resolved, scored] = [madeVerdict({ atMillis: T0 }), madeVerdict({ kind: 'evaluation', score: 0.1 })]
      const later = madeVerdict({
        atMillis: T0 + HOUR,
        valueNanoUsd: 9_007_199_254_740_993n,
        version: '2',
        revision: 'c0ffee',
      })
      expect(await ledger.appendVerdicts([later, resolved, scored])).toBe(3)
      expect(await ledger.appendVerdicts([resolved, { ...scored, score: 1 }])).toBe(0)
      const window = { fromMillis: T0, toMillis: T0 + HOUR + 1 }
      expect(await ledger.verdicts?.({ ...window, kind: 'outcome' })).toEqual([resolved, later])
      expect(await ledger.verdicts?.({ ...window, kind: 'evaluation' })).toEqual([scored])
      expect(await ledger.verdicts?.({ fromMillis: T0 + HOUR + 1, toMillis: Infinity, kind: 'outcome' })).toEqual([])
    })

    it('keeps of a worth that no database holds the most that it does', async () => {
      const [ledger, window] = [await ledgerOf(), { fromMillis: T0, toMillis: Infinity }]
      await ledger.appendVerdicts([madeVerdict({ atMillis: T0, valueNanoUsd: 2n ** 70n })])
      const [verdict] = (await ledger.verdicts?.({ ...window, kind: 'outcome' })) ?? []
      expect(verdict?.valueNanoUsd).toBe(2n ** 63n - 1n)
    })

    it('refuses a time that is no number', async () => {
      const [ledger, window] = [await ledgerOf(), { fromMillis: "0'::DOUBLE --" as never, toMillis: 1 }]
      await expect(ledger.verdicts?.({ ...window, kind: 'outcome' })).rejects.toThrow('fromMillis is "0\'::DOUBLE --"')
      await expect(ledger.sum(window)).rejects.toThrow('expected milliseconds since 1970')
    })

    it('pages through rows', async () => {
      const calls = [1n, 2n, 3n, 4n].map((nanoUsd) => madeCall({ nanoUsd }))
      const ledger = await ledgerOf(...calls)
      const page = await ledger.rows({ order: 'dearest', limit: 2, offset: 1 })
      expect(page.map(({ nanoUsd }) => nanoUsd)).toEqual([3n, 2n])
    })

    it.each([
      [{ by: ['color'] }, 'dimension is "color", expected one of feature, user'],
      [{ where: { '1=1': ['x'] } }, 'dimension is "1=1"'],
      [{ limit: -1 }, 'limit is -1, expected a whole number'],
      [{ fromMillis: Number.NaN }, 'fromMillis is null, expected milliseconds'],
    ])('refuses the question %o', async (question, message) => {
      const ledger = await ledgerOf()
      await expect(ledger.sum(question as never)).rejects.toThrow(TypeError)
      await expect(ledger.sum(question as never)).rejects.toThrow(message)
    })
  })

  describe('when rows are forgotten', () => {
    const old = madeCall({ startUnixNano: BigInt(T0 - HOUR) * 1_000_000n, feature: 'f', user: 'u', nanoUsd: 5n })
    const young = madeCall({ startUnixNano: BigInt(T0 + 1) * 1_000_000n, feature: 'f', user: 'u', nanoUsd: 7n })

    it('keeps what they cost, without who caused it', async () => {
      const ledger = await ledgerOf(old, young)
      expect(await ledger.forgetBefore(T0 + 10)).toEqual({ rows: 1 })
      expect(await ledger.rows()).toEqual([young])
      expect(await ledger.sum({ by: ['feature'] })).toMatchObject([{ key: { feature: 'f' }, calls: 2, nanoUsd: 12n }])
      expect(await ledger.sum({ by: ['user'] })).toMatchObject([
        { key: { user: 'u' }, nanoUsd: 7n },
        { key: {}, nanoUsd: 5n },
      ])
      expect(await ledger.extent()).toMatchObject({ firstMillis: T0 - HOUR, rowsFromMillis: T0, rows: 1 })
    })

    it('does not count them again when they are told of again', async () => {
      const ledger = await ledgerOf(old, young)
      await ledger.forgetBefore(T0)
      expect(await ledger.append([old, young])).toEqual({ added: 0, known: 1, late: 1 })
      expect((await ledger.sum())[0]?.nanoUsd).toBe(12n)
    })

    it('adds up to the same while they are being forgotten', async () => {
      const ledger = await ledgerOf(old, young)
      const sums = Array.from({ length: 20 }, async (_, run) => ledger.sum(run % 2 === 0 ? {} : { by: ['feature'] }))
      await Promise.all([ledger.forgetBefore(T0), ...sums])
      expect(new Set((await Promise.all(sums)).map(([total]) => total?.nanoUsd))).toEqual(new Set([12n]))
    })

    it('never brings rows back by an earlier instant', async () => {
      const ledger = await ledgerOf(old, young)
      await ledger.forgetBefore(T0)
      await ledger.forgetBefore(T0 - 5 * HOUR)
      expect((await ledger.extent())?.rowsFromMillis).toBe(T0)
    })
  })
}

const QUESTIONS = [
  {},
  { by: ['feature'] },
  { by: ['user', 'model'], fromMillis: 1_790_000_500_000 },
  { by: ['finishReason'], where: { status: ['reported', 'failed'] } },
  { by: ['team'], where: { feature: ["o'neil", undefined] }, toMillis: T0 + 30 * HOUR },
  { by: ['user'], limit: 3 },
] as const

/** The same calls in memory, added up in plain JavaScript. */
function modelOf(calls: readonly CallRecord[]): LedgerReader {
  const ledger = createLedger()
  for (const call of calls) ledger.addCall(call)
  return ledger
}

/** The order in which doubles are added changes their last digits. */
function rounded(spreads: Awaited<ReturnType<LedgerReader['spread']>>): unknown {
  return spreads.map((spread) => ({ ...spread, mean: spread.mean.toPrecision(12) }))
}

let verdicts = 0

function madeVerdict(given: Partial<Verdict> = {}): Verdict {
  verdicts += 1
  return {
    id: `verdict-${verdicts}`,
    kind: 'outcome',
    name: 'ticket_resolved',
    atMillis: T0,
    by: 'run',
    subject: "o'neil",
    score: 1,
    valueNanoUsd: undefined,
    version: undefined,
    revision: undefined,
    ...given,
  }
}
