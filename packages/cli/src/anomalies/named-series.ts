import type { LedgerDimension, SpendStep } from '../ledger/ledger.ts'
import type { NamedSeries } from './detect-signals.ts'
import { costByHour, type HourWindow } from './hour-series.ts'

/** The series of each name. Calls that do not say whose they are have one too: an anomaly in it is one all the same. */
export function namedSeries(
  steps: readonly SpendStep<'nanoUsd'>[],
  dimension: LedgerDimension,
  window: HourWindow,
): readonly NamedSeries[] {
  const byName = Map.groupBy(steps, ({ key }) => key[dimension])
  return [...byName].map(([name, own]) => ({
    of: name === undefined ? { dimension } : { dimension, name },
    series: costByHour(own, window),
  }))
}
