import { setImmediate } from 'node:timers'
import type { CallObserver } from './call-observer.ts'

type AbandonedReason = 'stream-cut' | 'raw-response'

/** A watch over an object of the application, until it is known that somebody reads it. */
export interface Watch {
  readonly reason: AbandonedReason
  /** Gone when the watch is over, so that a watch in the list below holds nothing of a call that has ended. */
  observer: CallObserver | undefined
  /** Gone when the watch is over, or left to the garbage collector: whatever we held, it could not collect. */
  target: object | undefined
  isRegistered: boolean
  /** What else is to be done only for what is not over within a turn of the event loop. */
  readonly whenItLasts: (() => void) | undefined
}

const collected = new FinalizationRegistry<Watch>(({ observer, reason }) => observer?.onEnd({ reason }))

/** Watches that began since the last turn of the event loop. */
let begun: Watch[] = []

/**
 * Ends the call when `target` is garbage-collected without having been read, so that a stream or response which the
 * application drops still becomes a span. Ending twice does no harm: the observer hears only the first end.
 *
 * To register with the garbage collector takes microseconds, and V8 then keeps the object, with all that it holds, until its next
 * full collection; but nearly all that is returned is read at once. So only what is still unread at the next turn of the event
 * loop is registered, and `whenItLasts` is called then.
 */
export function abandonedWhenCollected(
  target: object,
  observer: CallObserver,
  reason: AbandonedReason,
  whenItLasts?: () => void,
): Watch {
  const watch: Watch = { observer, reason, target, isRegistered: false, whenItLasts }
  if (begun.length === 0) setImmediate(registerUnread).unref()
  begun.push(watch)
  return watch
}

/** The object is being read, or its call has ended: from now on no end is told when it is collected. */
export function notAbandoned(watch: Watch): void {
  watch.target = undefined
  watch.observer = undefined
  if (watch.isRegistered) collected.unregister(watch)
}

function registerUnread(): void {
  const watches = begun
  begun = []
  for (const watch of watches) {
    const { target } = watch
    if (target === undefined) continue
    watch.target = undefined
    watch.isRegistered = true
    collected.register(target, watch, watch)
    watch.whenItLasts?.()
  }
}
