/** What decides a cost: how many calls, how large, at what price for a token. */
export interface CostFactors {
  readonly calls: number
  readonly tokens: number
  readonly nanoUsd: number
}

/** By how much each factor changed a cost, in whole nano-USD; they add up to the whole change, to the last of them. */
export interface CostEffects {
  /** More calls, or fewer. */
  readonly volume: number
  /** More tokens in a call. */
  readonly size: number
  /** A dearer token: another model, tier or price, less from the cache, more of it output. */
  readonly price: number
}

/**
 * Divides the change of a cost among its factors: the logarithmic mean Divisia index, which leaves no remainder and does
 * not depend on the order of the factors (B. W. Ang, Energy Policy 32, 2004). Where there was nothing before, or is nothing
 * now, all of it is volume.
 */
export function costEffects(before: CostFactors, now: CostFactors): CostEffects {
  const change = now.nanoUsd - before.nanoUsd
  const isWhole = [before, now].every(({ calls, tokens, nanoUsd }) => calls > 0 && tokens > 0 && nanoUsd > 0)
  if (!isWhole) return { volume: change, size: 0, price: 0 }
  const weight = logarithmicMean(before.nanoUsd, now.nanoUsd)
  // Rounded before the rest is taken: sums of fractions are off by some nano-USD where large effects cancel out.
  const volume = Math.round(weight * Math.log(now.calls / before.calls))
  const size = Math.round(weight * Math.log(now.tokens / now.calls / (before.tokens / before.calls)))
  return { volume, size, price: change - volume - size }
}

function logarithmicMean(a: number, b: number): number {
  return a === b ? a : (b - a) / Math.log(b / a)
}
