import { createPriceBook, type PriceBook } from '@costspan/cost/prices'
import type { LedgerReader } from '../ledger/ledger.ts'
import { DAY_MILLIS } from '../ledger/time-step.ts'
import { totalNano } from './amounts.ts'
import { type BilledDay, type BilledModel, billedDays } from './billed-days.ts'
import { boundaryShift } from './boundary-shift.ts'
import { meteredDays, type MeteredModel } from './daily-usage.ts'
import { billedNano, explainModel, totalsOf } from './explain-model.ts'
import { modelMatcher } from './match-models.ts'
import { meteredUsage } from './metered-usage.ts'
import { otherTier } from './other-tier.ts'
import { ourRates } from './our-rates.ts'
import type { Reconciliation, ReconciledDay, ReconciledModel } from './reconciliation.ts'
import type { Residual } from './residual.ts'
import { straddleKey, straddlingCalls } from './straddling-calls.ts'
import type { Statement } from './statements/statement.ts'
import type { StatementWindow } from './statements/statement-source.ts'
import { dayStart, utcDays } from './statements/utc-day.ts'

/** How a reconciliation is made. */
export interface ReconcileOptions {
  /** Whole UTC days; what of them the statement does not speak of stays unknown. */
  readonly window: StatementWindow
  /** What prices usage that we have no price of our own for. Default: the bundled prices. */
  readonly book?: PriceBook
  /** Default: now. */
  readonly nowMillis?: number
}

/** Providers restate their reports for so long after a day has ended. */
const RESTATED_FOR_MILLIS = 3 * DAY_MILLIS

/**
 * Holds a ledger against what a provider says it billed, by UTC day, model, tier and class of tokens, and explains each
 * difference. It changes nothing; `corrections` makes the rows that would close the gap.
 *
 * @example
 * const reconciliation = await reconcile(ledger, readStatements(['usage.json', 'costs.json'])[0], { window })
 * console.log(reconciliation.captureRate) // 0.997
 */
export async function reconcile(
  ledger: LedgerReader,
  statement: Statement,
  options: ReconcileOptions,
): Promise<Reconciliation> {
  const { window, book = createPriceBook(), nowMillis = Date.now() } = options
  const hours = await meteredUsage(ledger, statement.provider, window)
  const modelOf = modelMatcher(
    hours.map(({ model }) => model),
    statement.provider,
  )
  const inWindow = utcDays(window.fromMillis, window.toMillis)
  const billed = new Map([...billedDays(statement, modelOf)].filter(([day]) => inWindow.includes(day)))
  const shiftHours = boundaryShift(hours, statement, billed)
  const metered = meteredDays(hours, statement)
  const shifted = shiftHours === 0 ? metered : meteredDays(hours, statement, shiftHours)
  const straddled = straddlingCalls(hours, shifted, billed, shiftHours)
  const tierOf = otherTier(statement.provider, book)
  const rates = ourRates(hours, statement.provider, book)

  const days = inWindow.map((day): ReconciledDay => {
    const theirs = billed.get(day)
    const base = { day, ended: dayStart(day) + DAY_MILLIS <= nowMillis }
    const final = dayStart(day) + DAY_MILLIS + RESTATED_FOR_MILLIS <= nowMillis
    if (theirs === undefined) return { ...base, final, known: false, models: [], apart: [] }
    const names = new Set([
      ...theirs.models.keys(),
      ...(metered.get(day)?.keys() ?? []),
      ...(shifted.get(day)?.keys() ?? []),
    ])
    const models = [...names].toSorted().map((model) =>
      reconciledModel(model, metered.get(day)?.get(model), shifted.get(day)?.get(model), theirs, (ours, of) =>
        explainModel({
          day,
          model,
          metered: ours,
          billed: of,
          dayIsMetered: shifted.has(day),
          straddled: (tier, tokenClass) => straddled.get(straddleKey(day, model, tier, tokenClass)) ?? 0,
          rates,
          otherTier: tierOf,
          tellsTiers: statement.tellsTiers,
        }),
      ),
    )
    return { ...base, final, known: true, models: models.filter(isSomething), apart: theirs.apart }
  })
  return summed(statement, shiftHours, days)
}

function reconciledModel(
  model: string,
  metered: MeteredModel = new Map(),
  shifted: MeteredModel = new Map(),
  { models }: BilledDay,
  explain: (metered: MeteredModel, billed: BilledModel) => readonly Residual[],
): ReconciledModel {
  const billed = models.get(model) ?? NOTHING_BILLED
  const ours = totalsOf(metered)
  const moved = totalNano(totalsOf(shifted).nanoUsd) - totalNano(ours.nanoUsd)
  const atOtherDay: readonly Residual[] = moved === 0n ? [] : [{ kind: 'boundary', cause: 'other_day', nanoUsd: moved }]
  return {
    model,
    calls: ours.calls,
    requests: billed.requests,
    unpricedCalls: ours.unpricedCalls,
    meteredNanoUsd: totalNano(ours.nanoUsd),
    atRiskNanoUsd: ours.atRiskNanoUsd,
    billedNanoUsd: billedNano(billed),
    metered,
    billed,
    residuals: [...atOtherDay, ...explain(shifted, billed)],
  }
}

/** The bill of a model that a statement does not name on a day that it speaks of. */
const NOTHING_BILLED: BilledModel = {
  tiers: new Map([['', {}]]),
  requests: undefined,
  nanoUsd: {},
  wholeNanoUsd: 0n,
  hasAmounts: false,
}

function isSomething({ meteredNanoUsd, billedNanoUsd, calls, residuals }: ReconciledModel): boolean {
  return meteredNanoUsd !== 0n || billedNanoUsd !== 0n || calls > 0 || residuals.length > 0
}

function summed(statement: Statement, shiftHours: number, days: readonly ReconciledDay[]): Reconciliation {
  const known = days.filter((day) => day.known)
  const models = known.flatMap((day) => day.models)
  const apart = known.flatMap((day) => day.apart)
  const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n)
  const meteredNanoUsd = sum(models.map((model) => model.meteredNanoUsd))
  const atRiskNanoUsd = sum(models.map((model) => model.atRiskNanoUsd))
  const apartNanoUsd = sum(apart.map(({ nanoUsd }) => nanoUsd))
  const modelsNanoUsd = sum(models.map((model) => model.billedNanoUsd))
  return {
    provider: statement.provider,
    statement: statement.name,
    shiftHours,
    days,
    meteredNanoUsd,
    highNanoUsd: meteredNanoUsd + atRiskNanoUsd,
    billedNanoUsd: modelsNanoUsd + apartNanoUsd,
    apartNanoUsd,
    residuals: [
      ...models.flatMap(({ residuals }) => residuals),
      ...apart.map(({ nanoUsd, description }): Residual => ({ kind: 'adjustment', nanoUsd, detail: description })),
    ],
    captureRate: captureRate(known.filter(({ ended }) => ended)),
  }
}

/** Metered over billed of the days that have ended; undefined where nothing was billed, which is not a rate of 0. */
export function captureRate(days: readonly ReconciledDay[]): number | undefined {
  let [metered, billed] = [0n, 0n]
  for (const { models } of days) {
    for (const model of models) {
      metered += model.meteredNanoUsd
      billed += model.billedNanoUsd
    }
  }
  return billed > 0n ? Number(metered) / Number(billed) : undefined
}
