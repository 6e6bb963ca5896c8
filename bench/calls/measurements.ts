import { type CallShape, callTimes, CHUNKS, turn } from './call-shapes.ts'
import { collectGarbage } from './collect-garbage.ts'
import { type PairedRound, pairedRounds } from './paired-batches.ts'

/** How much is measured. */
export interface Effort {
  /** Rounds of A B B A of each shape in each process. */
  readonly rounds: number
  /** Calls in one batch, by shape. */
  readonly batch: Readonly<Record<CallShape, number>>
  readonly warmUp: Readonly<Record<CallShape, number>>
  /** Calls after which kept memory is looked at. */
  readonly keptAfter: number
}

/** Makes a function that does one call of a shape, with one copy of the SDK. */
export type CallMaker = (shape: CallShape) => () => Promise<void>

const SHAPES = Object.keys(CHUNKS) as CallShape[]

/** Time that is added to a call, by shape. */
export async function measureTime(
  bare: CallMaker,
  patched: CallMaker,
  effort: Effort,
): Promise<Record<CallShape, PairedRound[]>> {
  const rounds = {} as Record<CallShape, PairedRound[]>
  await warmUp(bare, patched, effort)
  for (const shape of SHAPES) {
    rounds[shape] = await pairedRounds(bare(shape), patched(shape), {
      rounds: effort.rounds,
      batch: effort.batch[shape],
    })
  }
  return rounds
}

/** Bytes that one call allocates on the JavaScript heap, by shape, measured while no garbage is collected. */
export interface Allocation {
  readonly bare: number[]
  readonly patched: number[]
}

/** Bytes that are allocated by a call. The process needs a young generation that holds a whole batch. */
export async function measureHeap(
  bare: CallMaker,
  patched: CallMaker,
  effort: Effort,
): Promise<Record<CallShape, Allocation>> {
  const allocations = {} as Record<CallShape, Allocation>
  await warmUp(bare, patched, effort)
  for (const shape of SHAPES) {
    const allocation: Allocation = { bare: [], patched: [] }
    for (let round = 0; round < 5; round += 1) {
      allocation.bare.push(await bytesOfBatch(bare(shape), effort.batch[shape]))
      allocation.patched.push(await bytesOfBatch(patched(shape), effort.batch[shape]))
    }
    allocations[shape] = allocation
  }
  return allocations
}

/** Bytes a call that stay on the heap after many calls, when all spans have been handed on and the garbage is gone. */
export async function measureKept(patched: CallMaker, effort: Effort, flush: () => Promise<void>): Promise<number> {
  const call = patched('chat')
  await callTimes(call, effort.warmUp.chat * 2)
  const before = await settledHeap(flush)
  await callTimes(call, effort.keptAfter)
  return ((await settledHeap(flush)) - before) / effort.keptAfter
}

async function warmUp(bare: CallMaker, patched: CallMaker, { warmUp: times }: Effort): Promise<void> {
  for (const shape of SHAPES) {
    for (const half of [0, 1]) {
      const [first, second] = half === 0 ? [bare, patched] : [patched, bare]
      await callTimes(first(shape), times[shape] / 2)
      await callTimes(second(shape), times[shape] / 2)
    }
  }
}

async function bytesOfBatch(call: () => Promise<void>, times: number): Promise<number> {
  collectGarbage()
  await turn()
  const before = process.memoryUsage().heapUsed
  await callTimes(call, times)
  return (process.memoryUsage().heapUsed - before) / times
}

async function settledHeap(flush: () => Promise<void>): Promise<number> {
  await flush()
  for (let again = 0; again < 3; again += 1) {
    await turn()
    collectGarbage()
  }
  return process.memoryUsage().heapUsed
}
