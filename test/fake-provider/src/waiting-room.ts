/** Promises that resolve when a condition holds, checked whenever something has happened. */
export interface WaitingRoom {
  readonly when: (condition: () => boolean) => Promise<void>
  readonly check: () => void
}

export function createWaitingRoom(): WaitingRoom {
  let waiting: { readonly condition: () => boolean; readonly resolve: () => void }[] = []
  return {
    async when(condition) {
      if (!condition()) await new Promise<void>((resolve) => waiting.push({ condition, resolve }))
    },
    check() {
      const due = waiting.filter(({ condition }) => condition())
      waiting = waiting.filter((waiter) => !due.includes(waiter))
      for (const { resolve } of due) resolve()
    },
  }
}
