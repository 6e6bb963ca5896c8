/**
 * Growth: what a memory gained between the middle of a soak and its end, as a share of what it had. Of each third the least
 * counts, because what is above it is mostly garbage that nobody has collected yet. Before the middle caches fill; what still
 * grows after it, grows for ever.
 */
export function growthOf(bytes: readonly number[]): number {
  const third = Math.floor(bytes.length / 3)
  const middle = Math.min(...bytes.slice(third, 2 * third))
  return Math.min(...bytes.slice(-third)) / middle - 1
}

/** The growth below which a memory is called flat: what garbage makes of the least of three looks. */
export const FLAT = 0.15
