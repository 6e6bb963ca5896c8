import { type Spread, spreadOf } from './statistics.ts'

/** `12.3 ±0.4`: median and its standard error. */
export function medianOf(sample: readonly number[], digits = 1): string {
  return medianWithError(spreadOf(sample), digits)
}

/** The same of a sample that is described already. */
export function medianWithError({ median, standardError }: Spread, digits = 1): string {
  return `${median.toFixed(digits)} ±${standardError.toFixed(digits)}`
}

/** `12.3 (9.8..20.1)`: median, minimum and maximum. */
export function medianAndRange(sample: readonly number[], digits = 1): string {
  const spread: Spread = spreadOf(sample)
  return `${spread.median.toFixed(digits)} (${spread.min.toFixed(digits)}..${spread.max.toFixed(digits)})`
}
