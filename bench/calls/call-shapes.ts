/** The kinds of calls that are measured: one answer, or a stream of so many chunks. */
export type CallShape = 'chat' | 'stream50' | 'stream500'

/** How many chunks a call of each shape brings. */
export const CHUNKS: Readonly<Record<CallShape, number>> = { chat: 0, stream50: 50, stream500: 500 }

/** Does so many calls one after the other, then lets timers and exporters have their turn. */
export async function callTimes(call: () => Promise<void>, times: number): Promise<void> {
  for (let done = 1; done <= times; done += 1) {
    await call()
    // Without a turn of the event loop no batch processor could hand on its spans, and its queue would overflow.
    if (done % 100 === 0) await turn()
  }
  await turn()
}

/** One turn of the event loop. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
