/** A count for a table, with three digits at least: `999`, `12.3k`, `4.56M`. */
export function formatCount(count: number): string {
  for (const { from, unit, suffix } of SCALES) {
    if (count >= from) return `${(count / unit).toPrecision(3)}${suffix}`
  }
  return String(count)
}

/** `from` is where three digits of the smaller unit would round up to the next one. */
const SCALES = [
  { from: 999_500_000, unit: 1e9, suffix: 'G' },
  { from: 999_500, unit: 1e6, suffix: 'M' },
  { from: 1_000, unit: 1e3, suffix: 'k' },
] as const

/** A number of things in words: `1 call`, `2 calls`. */
export function countOf(count: number, singular: string, plural: string = `${singular}s`): string {
  return `${count} ${count === 1 ? singular : plural}`
}
