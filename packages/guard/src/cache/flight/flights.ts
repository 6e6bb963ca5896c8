/**
 * Single flight: of calls that ask the same at the same time, one goes to the provider, and the others wait for its answer. One that
 * fails does not fail the others: then one of them goes.
 */
import type { CachedAnswer } from '../cached-answer.ts'

/** How the call went that the others waited for. */
export type FlightEnd =
  | { readonly outcome: 'answered'; readonly answer: CachedAnswer }
  /** It failed: another one may try. */
  | { readonly outcome: 'failed' }
  /** Its answer is its own, or it takes too long: each goes by itself. */
  | { readonly outcome: 'unfit' }

export interface Flight {
  /** Undefined when the signal was aborted before. */
  wait(signal: AbortSignal | undefined): Promise<FlightEnd | undefined>
  /** Whether somebody waits for what the provider says, or has it and does not read it. */
  reading(isReading: boolean): void
  /** Tells those who wait. Until `kept` has settled, who comes now is told the same: then the answer is found in the store. */
  end(how: FlightEnd, kept?: Promise<unknown>): void
}

/** The flights of this process. */
export interface Flights {
  find(key: string): Flight | undefined
  /** At most one a key: `find` is asked in the same turn of the event loop. */
  begin(key: string): Flight
}

/** @param waitMillis how long others wait for one flight */
export function createFlights(waitMillis: number): Flights {
  const open = new Map<string, Flight>()
  return {
    find: (key) => open.get(key),
    begin(key) {
      const flight = createFlight(waitMillis, () => {
        if (open.get(key) === flight) open.delete(key)
      })
      open.set(key, flight)
      return flight
    },
  }
}

function createFlight(waitMillis: number, onEnd: () => void): Flight {
  let resolve: (end: FlightEnd) => void
  const promise = new Promise<FlightEnd>((each) => (resolve = each))
  const endsAt = performance.now() + waitMillis
  let restsSince: number | undefined
  let timer: NodeJS.Timeout | undefined
  let isOver = false
  const end = (how: FlightEnd, kept?: Promise<unknown>): void => {
    isOver = true
    clearInterval(timer)
    if (kept === undefined) onEnd()
    else void kept.finally(onEnd)
    resolve(how)
  }
  const giveUpInTime = (): void => {
    const now = performance.now()
    if (now >= endsAt || (restsSince !== undefined && now - restsSince >= REST_MILLIS)) end({ outcome: 'unfit' })
  }
  return {
    end,
    reading(isReading) {
      restsSince = isReading ? undefined : performance.now()
    },
    wait(signal) {
      // Most flights have nobody waiting, or are over, and need no clock.
      if (!isOver) timer ??= setInterval(giveUpInTime, LOOK_MILLIS)
      return signal === undefined ? promise : orAborted(promise, signal)
    },
  }
}

/**
 * How long an answer may lie unread before nobody waits for it any more: an application may well have it read only after the
 * answers that wait for it.
 */
const REST_MILLIS = 1_000
const LOOK_MILLIS = 20

async function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  if (signal.aborted) return undefined
  const over = new AbortController()
  const aborted = new Promise<undefined>((resolve) =>
    signal.addEventListener('abort', () => resolve(undefined), { once: true, signal: over.signal }),
  )
  try {
    return await Promise.race([promise, aborted])
  } finally {
    over.abort()
  }
}
