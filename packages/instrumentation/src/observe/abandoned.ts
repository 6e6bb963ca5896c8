import type { CallObserver } from './call-observer.ts'

type AbandonedReason = 'stream-cut' | 'raw-response'

/** Must not hold the watched object, or it would never be collected. */
interface Held {
  readonly observer: CallObserver
  readonly reason: AbandonedReason
}

const abandoned = new FinalizationRegistry<Held>(({ observer, reason }) => observer.onEnd({ reason }))

/**
 * Ends the call when `target` is garbage-collected without having been read, so that a stream or response which the
 * application drops still becomes a span. Ending twice does no harm: the observer hears only the first end.
 */
export function abandonedWhenCollected(target: object, observer: CallObserver, reason: AbandonedReason): void {
  abandoned.register(target, { observer, reason }, observer)
}

/** The call of `observer` is being read after all: from now on its end is told by who reads it. */
export function notAbandoned(observer: CallObserver): void {
  abandoned.unregister(observer)
}
