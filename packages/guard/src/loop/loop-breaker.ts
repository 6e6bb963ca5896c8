/**
 * Loop: calls of one run that repeat without getting anywhere, such as an agent that asks for the same tool with the same
 * arguments and is given the same result, or a retry that fails in the same way for ever.
 *
 * Repeating is no loop as long as the results change: polling a job until it is done is progress.
 */
export interface LoopBreaker {
  /** Asks before a call. `warn` is said once for each loop, before it is refused. */
  check(scope: string, call: string, atMillis: number): LoopVerdict
  /** Tells what came of a call. Another result than the last one of the same call is progress, and the count begins anew. */
  record(scope: string, call: string, result: string, atMillis: number): void
  /** The way out: forgets what is known of a scope, so that its next calls are let through. */
  reset(scope: string): void
}

/** What a breaker says of a call. */
export type LoopVerdict =
  | { readonly verdict: 'go'; readonly repeats: number }
  | { readonly verdict: 'warn'; readonly repeats: number }
  | { readonly verdict: 'refuse'; readonly repeats: number; readonly retryAfterSeconds: number }

/** How much repeating is a loop. */
export interface LoopBreakerOptions {
  /** Identical calls with identical results before the first warning. Default: 3. */
  readonly warnAfter?: number
  /** Identical calls with identical results before further ones are refused. Default: 6. */
  readonly refuseAfter?: number
  /** After this time without a call one more is let through, to see whether the result has changed. Default: 60,000. */
  readonly coolDownMillis?: number
}

interface Loop {
  result: string | undefined
  /** How often the result came again. */
  repeats: number
  lastAtMillis: number
  hasWarned: boolean
}

const MOST_SCOPES = 10_000
const MOST_CALLS_OF_A_SCOPE = 200

/**
 * A breaker in the memory of this process.
 *
 * @throws TypeError when a count is no whole number of one or more, or warns later than it refuses
 */
export function createLoopBreaker(options: LoopBreakerOptions = {}): LoopBreaker {
  const { warnAfter = 3, refuseAfter = 6, coolDownMillis = 60_000 } = options
  checkCount('warnAfter', warnAfter)
  checkCount('refuseAfter', refuseAfter)
  checkCount('coolDownMillis', coolDownMillis)
  if (warnAfter > refuseAfter) {
    throw new TypeError(`loops.warnAfter must not be more than refuseAfter (${refuseAfter}), got ${warnAfter}`)
  }
  const scopes = new Map<string, Map<string, Loop>>()

  return {
    check(scope, call, atMillis) {
      const loop = scopes.get(scope)?.get(call)
      if (loop === undefined) return { verdict: 'go', repeats: 0 }
      const { repeats } = loop
      const coolAtMillis = loop.lastAtMillis + coolDownMillis
      if (repeats >= refuseAfter && atMillis < coolAtMillis) {
        return { verdict: 'refuse', repeats, retryAfterSeconds: Math.ceil((coolAtMillis - atMillis) / 1000) }
      }
      // Of several calls that wait for the end of the pause, one goes ahead.
      if (repeats >= refuseAfter) loop.lastAtMillis = atMillis
      if (repeats < warnAfter || loop.hasWarned) return { verdict: 'go', repeats }
      loop.hasWarned = true
      return { verdict: 'warn', repeats }
    },

    record(scope, call, result, atMillis) {
      const calls = bounded(scopes, scope, MOST_SCOPES, () => new Map<string, Loop>())
      const loop = bounded(calls, call, MOST_CALLS_OF_A_SCOPE, () => newLoop())
      const isSame = loop.result === result
      loop.repeats = isSame ? loop.repeats + 1 : 1
      if (!isSame) loop.hasWarned = false
      loop.result = result
      loop.lastAtMillis = atMillis
    },

    reset: (scope) => void scopes.delete(scope),
  }
}

function newLoop(): Loop {
  return { result: undefined, repeats: 0, lastAtMillis: 0, hasWarned: false }
}

/** The value of a key, made where there is none, in a map that forgets its oldest key when it is full. */
function bounded<T>(map: Map<string, T>, key: string, most: number, make: () => T): T {
  const known = map.get(key)
  if (known !== undefined) return known
  const oldest = map.size < most ? undefined : map.keys().next().value
  if (oldest !== undefined) map.delete(oldest)
  const made = make()
  map.set(key, made)
  return made
}

function checkCount(name: string, value: number): void {
  if (Number.isInteger(value) && value >= 1) return
  throw new TypeError(`loops.${name} must be a whole number of 1 or more, got ${String(value)}`)
}
