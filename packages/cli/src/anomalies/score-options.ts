/** How sure the detectors want to be. The defaults are those of the table in docs/anomalies.md. */
export interface ScoreOptions {
  /** How many usual widths above what is expected is a spike, or below it a drop. Default: 4.25. */
  readonly mostScore?: number
  /** What a deviation must amount to at the least, in the unit of the series. */
  readonly leastExcess: number
}

/**
 * The least width of a baseline, as a logarithm: hours of an ordinary application vary by about a quarter. The width of
 * a baseline of a few days, which knows no weekend, is at least twice that.
 */
export const LEAST_WIDTH = 0.26
export const LEAST_WIDTH_OF_DAYS = 0.6
export const MOST_SCORE = 4.25
