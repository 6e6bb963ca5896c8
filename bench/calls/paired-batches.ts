import { callTimes } from './call-shapes.ts'
import { collectYoungGarbage } from './collect-garbage.ts'

/** Microseconds: of the clock, and of the main thread's own work, which tells more when the machine has other things to do. */
export interface Micros {
  readonly wall: number
  readonly cpu: number
}

/** One round of A B B A: what B took longer than A, and what A took, a call. */
export interface PairedRound {
  readonly added: Micros
  readonly bare: Micros
}

/**
 * Times two ways to do the same call in batches of the order A B B A, so that a machine which grows slower or faster during
 * the round favours neither.
 */
export async function pairedRounds(
  bare: () => Promise<void>,
  instrumented: () => Promise<void>,
  { rounds, batch }: { rounds: number; batch: number },
): Promise<PairedRound[]> {
  const measured: PairedRound[] = []
  collectYoungGarbage()
  for (let round = 0; round < rounds; round += 1) {
    const first = await microsOfBatch(bare, batch)
    const second = await microsOfBatch(instrumented, batch)
    const third = await microsOfBatch(instrumented, batch)
    const fourth = await microsOfBatch(bare, batch)
    const bareMean = mean(first, fourth, batch)
    const { wall, cpu } = mean(second, third, batch)
    measured.push({ bare: bareMean, added: { wall: wall - bareMean.wall, cpu: cpu - bareMean.cpu } })
  }
  return measured
}

function mean(one: Micros, other: Micros, calls: number): Micros {
  return { wall: (one.wall + other.wall) / 2 / calls, cpu: (one.cpu + other.cpu) / 2 / calls }
}

/** A batch clears away its own garbage, and none of another: it is shorter than what fills the young generation. */
async function microsOfBatch(call: () => Promise<void>, times: number): Promise<Micros> {
  const start = process.hrtime.bigint()
  const used = cpuMicros()
  await callTimes(call, times)
  collectYoungGarbage()
  return { wall: Number(process.hrtime.bigint() - start) / 1_000, cpu: cpuMicros() - used }
}

/** CPU that this thread has used. Linux counts a thread's by ticks of some milliseconds, until the process's is asked for. */
function cpuMicros(): number {
  process.cpuUsage()
  const { user, system } = process.threadCpuUsage()
  return user + system
}
