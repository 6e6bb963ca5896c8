import type { CostParts } from '../ledger/call-record.ts'
import type { LedgerReader, SeriesQuestion, SpendStep, SumName } from '../ledger/ledger.ts'
import { DAY_MILLIS, HOUR_MILLIS, STEP_MILLIS, type TimeStep } from '../ledger/time-step.ts'
import { BREAKDOWNS, type BreakdownName } from './breakdown.ts'
import { COST_PARTS } from './cost-parts.ts'
import type { DashboardQuery } from './read-query.ts'

/** What spend over time is stacked by: a dimension of calls, or what was paid for within them. */
export type Stacking = BreakdownName | 'tokenClass'
export const STACKINGS: readonly Stacking[] = [...BREAKDOWNS, 'tokenClass']

/** Spend over time, stacked: one stack for each of the dearest names, and one for all others. */
export interface SpendSeries {
  readonly stepMillis: number
  /** When each step begins; steps without calls are there too. */
  readonly atMillis: readonly number[]
  readonly stacks: readonly SpendStack[]
}

export interface SpendStack {
  readonly name: string | undefined
  readonly isOthers: boolean
  /** One amount for each step. */
  readonly nanoUsd: readonly bigint[]
}

/** How many names have a stack, and a colour, of their own. */
const MOST_STACKS = 6

export async function spendSeries(ledger: LedgerReader, query: DashboardQuery, by: Stacking): Promise<SpendSeries> {
  const { stepMillis, amounts } = await (by === 'tokenClass' ? byTokenClass(ledger, query) : byNames(ledger, query, by))
  const atMillis = allSteps(query, stepMillis)
  const names = [...new Set(amounts.filter(({ isOthers }) => !isOthers).map(({ name }) => name))]
  const stack = (isMine: (amount: Amount) => boolean): readonly bigint[] => {
    const byStep = Map.groupBy(amounts.filter(isMine), (amount) => amount.atMillis)
    return atMillis.map((at) => (byStep.get(at) ?? []).reduce((sum, { nanoUsd }) => sum + nanoUsd, 0n))
  }
  const stacks = [
    ...names.map((name) => ({ name, isOthers: false, nanoUsd: stack((each) => !each.isOthers && each.name === name) })),
    { name: undefined, isOthers: true, nanoUsd: stack(({ isOthers }) => isOthers) },
  ]
  const shown = stacks.filter(({ nanoUsd }) => nanoUsd.some((amount) => amount > 0n))
  return { stepMillis, atMillis, stacks: shown.toSorted(dearestFirst) }
}

/** What one stack has in one step. */
interface Amount {
  readonly atMillis: number
  readonly name: string | undefined
  readonly isOthers: boolean
  readonly nanoUsd: bigint
}

interface Amounts {
  readonly stepMillis: number
  readonly amounts: readonly Amount[]
}

/** Asks for the dearest names and for all calls, because a year of every user is a million steps of which six are drawn. */
async function byNames(ledger: LedgerReader, query: DashboardQuery, by: BreakdownName): Promise<Amounts> {
  const dearest = await ledger.sum({ ...query, by: [by], limit: MOST_STACKS, only: ['nanoUsd'] })
  const names = dearest.map(({ key }) => key[by])
  const all = await stepsOf(ledger, query, { by: [], only: ['nanoUsd'] })
  const where = { ...query.where, [by]: names }
  const named = names.length === 0 ? all : await stepsOf(ledger, { ...query, where }, { by: [by], only: ['nanoUsd'] })
  const amounts = named.steps.map(({ atMillis, key, nanoUsd }) => ({
    atMillis,
    name: key[by],
    isOthers: false,
    nanoUsd,
  }))
  const others = all.steps.map(({ atMillis, nanoUsd }) => ({ atMillis, name: undefined, isOthers: true, nanoUsd }))
  const known = amounts.map(({ atMillis, nanoUsd }) => ({
    atMillis,
    name: undefined,
    isOthers: true,
    nanoUsd: -nanoUsd,
  }))
  return { stepMillis: all.stepMillis, amounts: [...amounts, ...others, ...known] }
}

async function byTokenClass(ledger: LedgerReader, query: DashboardQuery): Promise<Amounts> {
  const { stepMillis, steps } = await stepsOf(ledger, query, { by: [], only: ['parts'] })
  const amountsOf = ({ atMillis, parts }: SpendStep<'parts'>): readonly Amount[] =>
    COST_PARTS.map((name: keyof CostParts) => ({ atMillis, name, isOthers: false, nanoUsd: parts[name] }))
  return { stepMillis, amounts: steps.flatMap(amountsOf) }
}

interface Steps<Name extends SumName> {
  readonly stepMillis: number
  readonly steps: readonly SpendStep<Name>[]
}

/** Minutes for the last hours, hours for some days, then days: between a dozen and some two hundred steps. */
async function stepsOf<Name extends SumName>(
  ledger: LedgerReader,
  query: DashboardQuery,
  asked: Pick<SeriesQuestion<Name>, 'by' | 'only'>,
): Promise<Steps<Name>> {
  const step = stepOf(query.toMillis - query.fromMillis)
  return { stepMillis: STEP_MILLIS[step], steps: await ledger.series({ ...query, ...asked, step }) }
}

function stepOf(lengthMillis: number): TimeStep {
  if (lengthMillis <= 3 * HOUR_MILLIS) return 'minute'
  return lengthMillis <= 8 * DAY_MILLIS ? 'hour' : 'day'
}

function allSteps({ fromMillis, toMillis }: DashboardQuery, stepMillis: number): readonly number[] {
  const first = Math.floor(fromMillis / stepMillis) * stepMillis
  const count = Math.min(MOST_STEPS, Math.ceil((toMillis - first) / stepMillis))
  return Array.from({ length: count }, (_, index) => first + index * stepMillis)
}

/** Ten years of days: what a page can draw, and a request may ask for. */
const MOST_STEPS = 3_660

function dearestFirst(a: SpendStack, b: SpendStack): number {
  if (a.isOthers !== b.isOthers) return a.isOthers ? 1 : -1
  return Number(sumOf(b) - sumOf(a))
}

function sumOf({ nanoUsd }: SpendStack): bigint {
  return nanoUsd.reduce((sum, amount) => sum + amount, 0n)
}
