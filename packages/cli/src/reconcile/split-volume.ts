import type { ResidualCause, ResidualKind } from './residual.ts'
import { TOKEN_CLASSES, type TokenClass } from './statements/statement.ts'
import type { TokensByClass } from './amounts.ts'

/** The counts of a model on a day, on both sides. */
export interface Volumes {
  readonly metered: TokensByClass
  readonly billed: TokensByClass
  /** Calls with usage. */
  readonly calls: number
  /** Undefined where the statement does not count them. */
  readonly requests: number | undefined
  /** Whether the ledger has anything of the provider on that day. */
  readonly dayIsMetered: boolean
}

/** Why one class has more or fewer tokens on the bill. */
export interface VolumeReason {
  readonly kind: ResidualKind
  readonly cause?: ResidualCause
  readonly detail?: string
}

/** A missing call may be longer than the mean; tokens beyond so many means are not its. */
const LONGEST_CALL = 4
/** How near a ratio must be to a whole number to be a multiple. */
const NEAR = 0.02
/** Classes that differ by shares as alike as this differ because whole calls do. */
const ALIKE = 0.5

/**
 * Says of a class whether whole calls are missing (or there twice), or calls are counted wrongly. Where both sides count calls,
 * they tell; else whole calls show in input and output alike, and a wrong count in one of them.
 */
export function volumeReason(tokenClass: TokenClass, volumes: Volumes): VolumeReason {
  const { calls, requests, dayIsMetered } = volumes
  const metered = volumes.metered[tokenClass] ?? 0
  const more = (volumes.billed[tokenClass] ?? 0) - metered
  if (calls === 0) return { kind: 'coverage', cause: dayIsMetered ? 'missing_model' : 'missing_day' }
  if (!wholeCalls(more, metered, volumes)) return { kind: 'quantity' }
  if (more > 0) {
    const missing = requests === undefined ? undefined : requests - calls
    return { kind: 'coverage', cause: 'missing_calls', ...(missing !== undefined && { detail: callsText(missing) }) }
  }
  return surplus(volumes, requests)
}

function wholeCalls(more: number, metered: number, { calls, requests, ...sides }: Volumes): boolean {
  if (requests === undefined) return allDifferAlike(sides)
  const missing = requests - calls
  if (missing === 0 || Math.sign(missing) !== Math.sign(more)) return false
  return Math.abs(more) <= LONGEST_CALL * Math.abs(missing) * Math.max(1, metered / calls)
}

function allDifferAlike({ metered, billed }: Pick<Volumes, 'metered' | 'billed'>): boolean {
  const shares = TOKEN_CLASSES.filter((name) => (metered[name] ?? 0) > 0).map(
    (name) => ((billed[name] ?? 0) - (metered[name] ?? 0)) / (metered[name] ?? 1),
  )
  const [least, most] = [Math.min(...shares), Math.max(...shares)]
  if (shares.length < 2 || Math.sign(least) !== Math.sign(most) || least === 0) return false
  const sizes = [Math.abs(least), Math.abs(most)]
  return Math.min(...sizes) >= ALIKE * Math.max(...sizes)
}

function surplus({ calls, metered, billed }: Volumes, requests: number | undefined): VolumeReason {
  const times = requests !== undefined && requests > 0 ? calls / requests : sumOf(metered) / Math.max(1, sumOf(billed))
  const whole = Math.round(times)
  if (sumOf(billed) > 0 && whole >= 2 && Math.abs(times - whole) <= NEAR * whole) {
    return { kind: 'coverage', cause: 'counted_twice', detail: `${whole} times` }
  }
  const detail = requests === undefined ? {} : { detail: callsText(calls - requests) }
  return { kind: 'coverage', cause: 'not_billed', ...detail }
}

function sumOf(tokens: TokensByClass): number {
  return Object.values(tokens).reduce((sum, count) => sum + count, 0)
}

function callsText(count: number): string {
  return count === 1 ? '1 call' : `${count} calls`
}
