import { collectYoungGarbage } from '../calls/collect-garbage.ts'

/** What the batches of one step have taken, a step. */
export interface Turns {
  /** CPU of the main thread. */
  readonly nanos: number[]
  /** On the JavaScript heap; garbage is collected between batches, so that none of a batch's is missing. */
  readonly bytes: number[]
}

/**
 * Runs synchronous steps in batches that take turns, there and back, so that a machine which grows slower or faster favours
 * none. Each step is told how often it was run before.
 */
export function takeTurns(
  steps: readonly ((turn: number) => unknown)[],
  { warmUp, rounds, batch }: { readonly warmUp: number; readonly rounds: number; readonly batch: number },
): Turns[] {
  const rows = steps.map((step) => ({ step, turn: 0, nanos: [] as number[], bytes: [] as number[] }))
  for (const row of rows) while (row.turn < warmUp) row.step(row.turn++)
  for (let round = 0; round < rounds; round++) {
    for (const row of round % 2 === 0 ? rows : rows.toReversed()) {
      collectYoungGarbage()
      const before = process.memoryUsage().heapUsed
      const start = cpuMicros()
      for (const end = row.turn + batch; row.turn < end; row.turn++) row.step(row.turn)
      row.nanos.push(((cpuMicros() - start) * 1_000) / batch)
      row.bytes.push((process.memoryUsage().heapUsed - before) / batch)
    }
  }
  return rows
}

/** CPU that this thread has used. Linux counts a thread's by ticks of some milliseconds, until the process's is asked for. */
function cpuMicros(): number {
  process.cpuUsage()
  const { user, system } = process.threadCpuUsage()
  return user + system
}
