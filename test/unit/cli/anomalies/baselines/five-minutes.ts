import { seededRandom } from '../seeded-random.ts'

export const SLOTS = 12

/** Each hour as twelve samples of a rate, with a little noise, as a server that evaluates every five minutes sees it. */
export function fiveMinutes(values: readonly number[], seed: number): readonly number[] {
  const { normal } = seededRandom(seed)
  return values.flatMap((value) => Array.from({ length: SLOTS }, () => value * Math.exp(0.1 * normal())))
}

/** The hours in which a condition held for two samples one after the other: `for: 5m`. */
export function hoursHeld(held: readonly boolean[]): readonly number[] {
  const found = new Set<number>()
  held.forEach((now, index) => {
    if (now && held[index - 1] === true) found.add(Math.floor(index / SLOTS))
  })
  return [...found]
}
