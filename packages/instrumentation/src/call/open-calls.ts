import type { CallObserver } from '../observe/call-observer.ts'

/** The calls that have not ended, each in a slot of its own. */
export interface OpenCalls {
  /** Gives the slot, which is to be freed when the call ends. */
  add(call: CallObserver): number
  free(slot: number): void
  /** A list of its own, so that calls may end while it is gone through. */
  list(): CallObserver[]
}

/**
 * No calls yet.
 *
 * A `Set` would be simpler, and would keep one call in four alive until the next full garbage collection: it makes a new table
 * every few changes, and V8 lets each old table, which may be long dead, hold on to the one after it.
 */
export function createOpenCalls(): OpenCalls {
  const slots: (CallObserver | undefined)[] = []
  const free: number[] = []
  return {
    add(call) {
      const slot = free.pop() ?? slots.length
      slots[slot] = call
      return slot
    },
    free(slot) {
      slots[slot] = undefined
      free.push(slot)
    },
    list: () => slots.filter((call) => call !== undefined),
  }
}
