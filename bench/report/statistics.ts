/** How a sample is spread. */
export interface Spread {
  readonly count: number
  readonly min: number
  /** Below it is a tenth of the sample. */
  readonly lowerDecile: number
  readonly lowerQuartile: number
  readonly median: number
  readonly upperQuartile: number
  readonly max: number
  /** Standard error of the median, from the quartiles, so that outliers of a busy machine do not inflate it. */
  readonly standardError: number
}

/** Describes a sample. An empty one is NaN throughout. */
export function spreadOf(sample: readonly number[]): Spread {
  const sorted = sample.toSorted(ascending)
  const lowerQuartile = quantile(sorted, 0.25)
  const upperQuartile = quantile(sorted, 0.75)
  return {
    count: sorted.length,
    min: sorted[0] ?? NaN,
    lowerDecile: quantile(sorted, 0.1),
    lowerQuartile,
    median: quantile(sorted, 0.5),
    upperQuartile,
    max: sorted.at(-1) ?? NaN,
    // For a normal sample: sigma = IQR / 1.349, and the median's error is 1.2533 sigma / sqrt(n).
    standardError: (1.2533 * (upperQuartile - lowerQuartile)) / 1.349 / Math.sqrt(sorted.length),
  }
}

/**
 * Describes rounds that were measured in several processes, each of which has its own luck with the compiler and with memory:
 * the standard error is that of medians over processes and rounds that are drawn anew, with replacement, 400 times.
 */
export function spreadOfProcesses(processes: readonly (readonly number[])[]): Spread {
  const random = pseudoRandom(1)
  const draw = <T>(from: readonly T[]): T[] => from.map(() => from[Math.floor(random() * from.length)] as T)
  const medians = Array.from({ length: 400 }, () => quantile(draw(processes).flatMap(draw).toSorted(ascending), 0.5))
  const mean = medians.reduce((sum, each) => sum + each, 0) / medians.length
  const variance = medians.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (medians.length - 1)
  return { ...spreadOf(processes.flat()), standardError: Math.sqrt(variance) }
}

/** The same numbers in each run, so that one set of figures always makes one page (mulberry32). */
function pseudoRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function ascending(one: number, other: number): number {
  return one - other
}

function quantile(sorted: readonly number[], share: number): number {
  const position = (sorted.length - 1) * share
  const below = sorted[Math.floor(position)] ?? NaN
  const above = sorted[Math.ceil(position)] ?? NaN
  return below + (above - below) * (position - Math.floor(position))
}
