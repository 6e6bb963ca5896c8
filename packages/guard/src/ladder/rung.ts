/**
 * A rung of a budget's ladder: what happens at so many percent of the limit. Each rung alerts once for each bucket and
 * window, and beyond that:
 *
 * - `alert`: nothing else
 * - `downgrade`: the features are asked to use a cheaper model
 * - `disable`: calls of the features that would go beyond the rung are refused
 * - `deny`: calls that would go beyond the rung are refused
 */
export interface Rung {
  readonly atPercent: number
  readonly action: RungAction
  /** The features that it is for. Undefined: all. */
  readonly features: readonly string[] | undefined
}

export const RUNG_ACTIONS = ['alert', 'downgrade', 'disable', 'deny'] as const
/** What happens at a rung, beyond its alert. */
export type RungAction = (typeof RUNG_ACTIONS)[number]

export const DEFAULT_LADDER: readonly Rung[] = [50, 80, 90, 95, 100].map((atPercent) => ({
  atPercent,
  action: atPercent < 100 ? 'alert' : 'deny',
  features: undefined,
}))

/** Where a rung stands in the units of a limit, rounded down. */
export function rungAmount(limit: bigint, atPercent: number): bigint {
  return (limit * BigInt(Math.round(atPercent * 1_000))) / 100_000n
}

export function isForFeature(rung: Rung, feature: string | undefined): boolean {
  return rung.features === undefined || (feature !== undefined && rung.features.includes(feature))
}
