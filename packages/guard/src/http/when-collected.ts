import { setImmediate } from 'node:timers'

/** A stream that nobody reads holds a connection and a reservation, until it is collected. */
const collected = new FinalizationRegistry<() => void>((onCollected) => onCollected())

interface Watch {
  /** Gone when the watch is over, so that a watch that waits below keeps nothing alive. */
  target: object | undefined
  readonly onCollected: () => void
}

/** Watches that began since the last turn of the event loop. */
let begun: Watch[] = []

/**
 * Calls `onCollected`, which must not refer to `target`, when the target is collected before the watch is over. Gives the end of
 * the watch.
 *
 * Nearly all answers are read at once, and to be registered with the garbage collector is dear: so only what is still unread at the
 * next turn of the event loop is.
 */
export function whenCollected(target: object, onCollected: () => void): () => void {
  const watch: Watch = { target, onCollected }
  if (begun.length === 0) setImmediate(registerUnread).unref()
  begun.push(watch)
  return () => {
    watch.target = undefined
    collected.unregister(watch)
  }
}

function registerUnread(): void {
  const watches = begun
  begun = []
  for (const watch of watches) {
    const { target, onCollected } = watch
    if (target === undefined) continue
    watch.target = undefined
    collected.register(target, onCollected, watch)
  }
}
