import {
  buildReport,
  type LedgerReader,
  LedgerError,
  type SourceKnowledge,
  type SpendSum,
  writeReport,
} from '@costspan/cli'
import { beforeAll, describe, expect, it } from 'vitest'

/** A reader, and the same calls in memory. */
export interface HeldReader {
  readonly reader: LedgerReader
  readonly model: LedgerReader
  /** A window that has some of the calls, with bounds at which the source can tell calls apart. */
  readonly window: { readonly fromMillis: number; readonly toMillis: number }
}

/**
 * What every server with calls must answer: the same as a ledger, as far as it knows.
 *
 * @param more what else it must do, by what it keeps: whole calls, unless `tellsSumsAlone` is given
 */
export function readerContract(
  open: () => Promise<HeldReader>,
  more: (held: () => HeldReader) => void = tellsCalls,
): void {
  let held: HeldReader
  beforeAll(async () => {
    held = await open()
  }, 240_000)

  describe('as a reader of a ledger', () => {
    it('adds up as plain arithmetic over the calls does', async () => {
      const { reader, model } = held
      for (const question of questions(held)) {
        const answer = await reader.sum(question)
        expect(answer.length, JSON.stringify(question)).toBeGreaterThan(0)
        expect(known(answer, reader), JSON.stringify(question)).toEqual(known(await model.sum(question), reader))
      }
    })

    it.each(['hour', 'day'] as const)('does the same for each %s', async (step) => {
      const { reader, model } = held
      for (const question of questions(held)) {
        const { limit: _limit, ...asked } = { limit: 0, ...question, step }
        expect(known(await reader.series(asked), reader)).toEqual(known(await model.series(asked), reader))
      }
    })

    it('gives the sums that are asked for, and the same as among all', async () => {
      const { reader, model, window } = held
      const only = ['calls', 'nanoUsd'] as const
      const pick = ({
        key,
        calls,
        nanoUsd,
      }: {
        readonly key: object
        readonly calls: number
        readonly nanoUsd: bigint
      }) => ({
        key,
        calls,
        nanoUsd,
      })
      const question = { ...window, by: ['feature'] } as const
      const [sums, steps] = [
        await reader.sum({ ...question, only }),
        await reader.series({ ...question, step: 'day', only }),
      ]
      expect(sums.map(pick)).toEqual((await model.sum(question)).map(pick))
      expect(steps.map(pick)).toEqual((await model.series({ ...question, step: 'day' })).map(pick))
    })

    it('leaves out of a series only what never cost more in a step than asked', async () => {
      const { reader, model } = held
      const question = { by: ['feature', 'model'], step: 'day', only: ['calls', 'nanoUsd'] } as const
      const all = await model.series(question)
      const aboveNanoUsd = all.map(({ nanoUsd }) => nanoUsd).toSorted((a, b) => Number(a - b))[all.length >> 1] ?? 0n
      const names = new Set(all.filter(({ nanoUsd }) => nanoUsd > aboveNanoUsd).map(({ key }) => JSON.stringify(key)))
      const wanted = (steps: typeof all) =>
        steps
          .filter(({ key }) => names.has(JSON.stringify(key)))
          .map(({ atMillis, key, calls, nanoUsd }) => ({ atMillis, key, calls, nanoUsd }))
      expect(wanted(await reader.series({ ...question, aboveNanoUsd }))).toEqual(wanted(all))
    })

    it('counts the names of a dimension', async () => {
      const { reader, model, window } = held
      for (const dimension of ['feature', 'model'] as const) {
        expect(await reader.countNames(dimension)).toBe(await model.countNames(dimension))
        expect(await reader.countNames(dimension, window)).toBe(await model.countNames(dimension, window))
      }
    })

    it('says since when there are calls, to the hour', async () => {
      const hour = (millis = 0): number => Math.floor(millis / 3_600_000)
      const [found, expected] = [await held.reader.extent(), await held.model.extent()]
      expect(hour(found?.firstMillis)).toBe(hour(expected?.firstMillis))
    })

    it('has no groups where there are no calls', async () => {
      expect(await held.reader.sum({ fromMillis: 0, toMillis: 1 })).toEqual([])
      expect(await held.reader.sum({ where: { feature: [] } })).toEqual([])
      expect(await held.reader.sum({ where: { feature: ["' OR 1=1 --\\"] } })).toEqual([])
    })

    it('refuses a question that makes no sense', async () => {
      await expect(held.reader.sum({ by: ['color' as never] })).rejects.toThrow('dimension is "color"')
    })

    more(() => held)
  })
}

/** What a server must answer besides that keeps whole calls. */
function tellsCalls(held: () => HeldReader): void {
  it('tells how a measure is distributed', async () => {
    const { reader, model } = held()
    const spread = { of: 'outputPerInput', quantiles: [0, 0.5, 0.9, 0.95, 1], by: ['feature'] } as const
    expect(rounded(await reader.spread(spread))).toEqual(rounded(await model.spread(spread)))
  })

  it.each(['newest', 'oldest', 'dearest'] as const)('shows single calls, the %s first', async (order) => {
    const { reader, model } = held()
    const page = { order, limit: 20, offset: 5 }
    expect(await reader.rows(page)).toEqual(await model.rows(page))
  })

  it('makes the report that a ledger makes', async () => {
    const { reader, model, window } = held()
    expect(await reportOf(reader, window)).toEqual(await reportOf(model, window))
  })
}

/** What a server must refuse that knows sums alone, and what its reports must leave out. */
export function tellsSumsAlone(held: () => HeldReader): void {
  it('refuses what it does not know', async () => {
    const { reader } = held()
    await expect(reader.sum({ by: ['user'] })).rejects.toThrow(LedgerError)
    await expect(reader.sum({ where: { session: ['s'] } })).rejects.toThrow('does not know the session')
    await expect(reader.spread({ of: 'nanoUsd' })).rejects.toThrow(LedgerError)
    await expect(reader.rows()).rejects.toThrow('single calls')
  })

  it('makes a report with the totals of a ledger, which says what is not known', async () => {
    const { reader, model, window } = held()
    const found = await reportOf(reader, window)
    expect(totals(found)).toEqual(totals(await reportOf(model, window)))
    expect(found).toMatchObject({
      source: reader.knows?.source,
      users: null,
      by_user: [],
      efficiency: { input_tokens: null },
      total: { failed_calls: null, retried_calls: null },
      findings: null,
      not_known: expect.arrayContaining(['user', 'retriedNanoUsd', 'percentiles']),
    })
  })
}

const QUESTIONS = [
  {},
  { by: ['feature'] },
  { by: ['team', 'model'] },
  { by: ['operation', 'provider', 'tier', 'requestModel'] },
  { by: ['feature'], limit: 2 },
  { by: ['user', 'status', 'errorType'] },
  { by: ['version', 'finishReason', 'cacheResult', 'attemptKind', 'savedKind'] },
] as const

function questions({ reader, window }: HeldReader): readonly (typeof QUESTIONS)[number][] {
  const asked = [...QUESTIONS, { ...window, by: ['feature'] }, { ...window }] as (typeof QUESTIONS)[number][]
  return asked.filter((question) => isKnown(question, reader.knows))
}

function isKnown(question: (typeof QUESTIONS)[number], knows: SourceKnowledge | undefined): boolean {
  const by = 'by' in question ? question.by : []
  return knows === undefined || by.every((dimension) => knows.dimensions.has(dimension))
}

/** Of each group what the source knows; the others mean nothing. */
function known(groups: readonly SpendSum[], { knows }: LedgerReader): unknown {
  if (knows === undefined) return groups
  const kept = new Set<string>([...knows.sums, 'key', 'atMillis'])
  return groups.map((group) => Object.fromEntries(Object.entries(group).filter(([name]) => kept.has(name))))
}

/** The order in which doubles are added changes their last digits. */
function rounded(spreads: Awaited<ReturnType<LedgerReader['spread']>>): unknown {
  return spreads.map((spread) => ({ ...spread, mean: spread.mean.toPrecision(12) }))
}

type ReportJson = Readonly<Record<string, unknown>> & {
  readonly total: Readonly<Record<string, unknown>>
  readonly by_feature: readonly Readonly<Record<string, unknown>>[]
}

async function reportOf(reader: LedgerReader, { toMillis }: HeldReader['window']): Promise<ReportJson> {
  const report = await buildReport(reader, { toMillis })
  const json = writeReport(report, { format: 'json' })
  return JSON.parse(json, (_, value: unknown) =>
    typeof value === 'number' ? Number(value.toPrecision(12)) : value,
  ) as ReportJson
}

function totals({ total, by_feature: features, ...report }: ReportJson): unknown {
  return {
    total: [total['nano_usd'], total['calls'], total['parts_nano_usd']],
    features: features.map((line) => [line['name'], line['nano_usd'], line['before_nano_usd'], line['calls']]),
    forecast: report['forecast'],
  }
}
