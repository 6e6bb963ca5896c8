import { detectSignals } from '../../../../packages/cli/src/anomalies/detect-signals.ts'
import { grafanaAdaptive } from './baselines/grafana-adaptive.ts'
import { grafanaRobust } from './baselines/grafana-robust.ts'
import { seedDaily } from './baselines/seed-daily.ts'
import { seedHourly } from './baselines/seed-hourly.ts'
import { FROM_MILLIS, HOUR, HOURS_PER_DAY, type SeededCompany } from './seeded-company.ts'

/** A detector gives the hours, by index, in which it raises an alarm about too much spend. */
export type Detector = (company: SeededCompany, seed: number) => readonly number[]

/** Ours, and what it is measured beside. */
export const DETECTORS = {
  costspan: (company) =>
    detectSignals(company, { leastExcessNanoUsd: 0.005 * dayOf(company) })
      .signals.filter(({ rule }) => rule !== 'drop')
      .flatMap(({ fromMillis, toMillis }) => hoursBetween(fromMillis, toMillis)),
  seedHourly: ({ values }) => seedHourly(values),
  seedDaily: ({ values }) => seedDaily(values),
  grafanaAdaptive: ({ values }, seed) => grafanaAdaptive(values, seed),
  grafanaRobust: ({ values }, seed) => grafanaRobust(values, seed),
} as const satisfies Record<string, Detector>
export type DetectorName = keyof typeof DETECTORS

function dayOf({ values }: SeededCompany): number {
  return values.slice(0, 7 * HOURS_PER_DAY).reduce((sum, value) => sum + value, 0) / 7
}

function hoursBetween(fromMillis: number, toMillis: number): number[] {
  const from = (fromMillis - FROM_MILLIS) / HOUR
  return Array.from({ length: (toMillis - fromMillis) / HOUR }, (_, index) => from + index)
}
