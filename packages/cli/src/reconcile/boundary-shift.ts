import { totalNano } from './amounts.ts'
import type { BilledDay } from './billed-days.ts'
import { type MeteredDays, meteredDays, type MeteredModel } from './daily-usage.ts'
import type { MeteredHour } from './metered-usage.ts'
import type { Statement } from './statements/statement.ts'

/** The offsets of the world's time zones, in whole hours. */
const SHIFTS = Array.from({ length: 27 }, (_, index) => index - 12).filter((hours) => hours !== 0)
/** Below this share of what was billed, days fit well enough as they are. */
const FITS = 0.002
/** A shift must explain nearly all of the distance; anything less is another fault that it hides by chance. */
const EXPLAINS = 0.8

/**
 * By how many hours the days of a statement are shifted against ours; 0 where they are not. Days that begin elsewhere than at
 * midnight UTC make each day differ while the whole window fits, which no other fault does.
 */
export function boundaryShift(
  hours: readonly MeteredHour[],
  statement: Pick<Statement, 'tellsTiers' | 'splitsInput'>,
  billed: ReadonlyMap<string, BilledDay>,
): number {
  const distancesOf = (shift: number): readonly number[] => distances(meteredDays(hours, statement, shift), billed)
  const unshifted = distancesOf(0)
  if (sumOf(unshifted) <= FITS * total(billed)) return 0
  const best = SHIFTS.map((shift) => ({ shift, left: distancesOf(shift) })).reduce((a, b) =>
    sumOf(b.left) < sumOf(a.left) ? b : a,
  )
  const explains = sumOf(best.left) <= (1 - EXPLAINS) * sumOf(unshifted)
  // One call that straddles midnight can outweigh all that a wrong shift spoils; a right one spoils no day.
  return explains && best.left.every((left, day) => left <= (unshifted[day] ?? 0)) ? best.shift : 0
}

/** How far each day is from the statement. */
function distances(metered: MeteredDays, billed: ReadonlyMap<string, BilledDay>): readonly number[] {
  const inTokens = hasTokens(billed)
  return [...billed].map(([day, theirs]) => {
    const ours = metered.get(day)
    const models = [...new Set([...theirs.models.keys(), ...(ours?.keys() ?? [])])]
    return sumOf(models.map((model) => Math.abs(billedSize(theirs, model) - meteredSize(ours?.get(model), inTokens))))
  })
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}

function total(billed: ReadonlyMap<string, BilledDay>): number {
  return [...billed.values()].reduce(
    (sum, day) => sum + [...day.models.keys()].reduce((size, model) => size + billedSize(day, model), 0),
    0,
  )
}

function hasTokens(billed: ReadonlyMap<string, BilledDay>): boolean {
  return [...billed.values()].some(({ models }) => [...models.values()].some(({ tiers }) => tiers.size > 0))
}

/** In tokens where a statement tells them, which no wrong price disturbs; else in money. */
function billedSize(day: BilledDay | undefined, model: string): number {
  const billed = day?.models.get(model)
  if (billed === undefined) return 0
  const tokens = [...billed.tiers.values()]
    .flatMap((tier) => Object.values(tier))
    .reduce((sum, count) => sum + count, 0)
  return billed.tiers.size > 0 ? tokens : Number(totalNano(billed.nanoUsd) + billed.wholeNanoUsd)
}

function meteredSize(tiers: MeteredModel | undefined, inTokens: boolean): number {
  const all = [...(tiers?.values() ?? [])]
  return inTokens
    ? all.flatMap(({ tokens }) => Object.values(tokens)).reduce((sum, count) => sum + count, 0)
    : Number(all.reduce((sum, { nanoUsd }) => sum + totalNano(nanoUsd), 0n))
}
