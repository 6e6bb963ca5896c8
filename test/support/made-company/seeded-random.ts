/** Random numbers that are the same for the same seed (mulberry32). */
export interface SeededRandom {
  /** From 0, below 1. */
  next(): number
  /** A positive number around 1, most often a little less, at times much more. */
  around(spread: number): number
  below(count: number): number
}

export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    next,
    around: (spread) => Math.exp(spread * normal(next)),
    below: (count) => Math.floor(next() * count),
  }
}

/** Box and Muller's way from two even numbers to one of the bell curve. */
function normal(next: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
}
