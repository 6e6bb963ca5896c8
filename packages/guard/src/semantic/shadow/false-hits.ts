/**
 * False hit: a hit whose answer is not what the provider says when it is asked. The rate is estimated from a share of the hits, for
 * which the provider is asked all the same.
 */
import { type ShareEstimate, wilsonInterval } from './wilson-interval.ts'

/** The false hits of one feature, since the process started. */
export interface FalseHitRate {
  readonly feature: string
  /** Hits whose answer was compared. */
  readonly compared: number
  readonly falseHits: number
  /** The rate with the bounds of its 95 % interval. */
  readonly rate: ShareEstimate
  /** True when the rate was found to be above the limit: the feature's questions go to the provider. */
  readonly isOff: boolean
}

/** Counts comparisons by feature. */
export interface FalseHits {
  /** Gives true when this comparison has switched the feature off. */
  note(feature: string, isFalse: boolean, maxRate: number): boolean
  isOff(feature: string): boolean
  rates(): readonly FalseHitRate[]
}

export function countFalseHits(): FalseHits {
  const features = new Map<string, { compared: number; falseHits: number; isOff: boolean }>()
  return {
    note(feature, isFalse, maxRate) {
      const counts = features.get(feature) ?? { compared: 0, falseHits: 0, isOff: false }
      features.set(feature, counts)
      counts.compared += 1
      if (isFalse) counts.falseHits += 1
      // The lower bound: one false hit among few shows a rate above a low limit, and one among hundreds does not.
      const isNewlyOff = !counts.isOff && wilsonInterval(counts.falseHits, counts.compared).low > maxRate
      if (isNewlyOff) counts.isOff = true
      return isNewlyOff
    },
    isOff: (feature) => features.get(feature)?.isOff === true,
    rates: () =>
      [...features].map(([feature, counts]) => ({
        feature,
        ...counts,
        rate: wilsonInterval(counts.falseHits, counts.compared),
      })),
  }
}
