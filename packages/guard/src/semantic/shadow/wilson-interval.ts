/** A share that was estimated from a sample, with the bounds between which it lies in 95 of 100 such samples. */
export interface ShareEstimate {
  readonly share: number
  readonly low: number
  readonly high: number
}

/** The quantile of the normal distribution that 95 % lie within on both sides. */
const Z = 1.959963984540054

/**
 * The share of `hits` in `trials`, with Wilson's interval, which holds for few trials and for none that hit, too
 * (E. B. Wilson, Journal of the American Statistical Association 22, 1927, pages 209 to 212).
 *
 * @returns from 0 to 1; of no trials, nothing is known: 0, between 0 and 1
 */
export function wilsonInterval(hits: number, trials: number): ShareEstimate {
  if (trials === 0) return { share: 0, low: 0, high: 1 }
  const share = hits / trials
  const square = (Z * Z) / trials
  const centre = (share + square / 2) / (1 + square)
  const reach = (Z / (1 + square)) * Math.sqrt((share * (1 - share)) / trials + square / (4 * trials))
  return { share, low: hits === 0 ? 0 : centre - reach, high: hits === trials ? 1 : centre + reach }
}
