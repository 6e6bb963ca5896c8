/** Whole numbers below a bound, the same ones for the same seed (xorshift32). Fast enough for millions. */
export function randomNumbers(seed: number): (bound: number) => number {
  let state = seed
  return (bound) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % bound
  }
}
