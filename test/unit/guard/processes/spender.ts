/**
 * A process that asks a guard for many calls at once, and settles each at a random part of its estimate. What it is to do
 * comes as JSON in its argument; what it has done goes to standard output.
 */
import { type BudgetOptions, createGuard, type Guard, openStore } from '@costspan/guard'

export interface SpenderTask {
  readonly store: string
  readonly budgets: readonly BudgetOptions[]
  readonly calls: number
  readonly seed: number
  /** How many times its estimate a call may cost at the most. */
  readonly overrun: number
  readonly nowMillis: number
  /** Holds the first reservations for ever, and waits to be killed. */
  readonly hangs: boolean
}

const task = JSON.parse(process.argv[2] ?? '') as SpenderTask
const guard = createGuard({
  budgets: task.budgets,
  store: openStore(task.store),
  now: () => task.nowMillis,
  storeTimeoutMillis: 30_000,
})
const random = randomNumbers(task.seed)
let admitted = 0
let spentNanoUsd = 0n

async function call(ours: Guard): Promise<void> {
  const nanoUsd = BigInt(1 + Math.floor(random() * 20_000_000))
  const context = { user: `u${Math.floor(random() * 5)}`, feature: random() < 0.5 ? 'search' : 'chat' }
  const estimate = { nanoUsd, inputTokens: 100, outputTokens: 50 }
  const admission = await ours.admit({ context, provider: 'openai', model: 'gpt-5', operation: 'chat', estimate })
  if (admission.decision === 'deny') return
  admitted += 1
  if (task.hangs) return
  await new Promise((resolve) => setImmediate(resolve))
  const actual = BigInt(Math.floor(Number(nanoUsd) * random() * task.overrun))
  spentNanoUsd += actual
  await ours.settle(admission.reservation, { nanoUsd: actual, inputTokens: 90, outputTokens: 10, outcome: 'reported' })
}

await Promise.all(Array.from({ length: task.calls }, () => call(guard)))
process.stdout.write(`${JSON.stringify({ admitted, spentNanoUsd: `${spentNanoUsd}` })}\n`)
if (task.hangs) setInterval(() => {}, 60_000)
else await guard.close()

/** The same numbers for the same seed (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
