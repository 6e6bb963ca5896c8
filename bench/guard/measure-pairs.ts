import { createGuard, type BudgetStore, type Guard } from '@costspan/guard'

/** How fast budgets decide on one store. */
export interface GuardFigures {
  readonly store: string
  readonly concurrency: number
  readonly pairsPerSecond: number
  /** Of one reservation and settlement, one after the other. */
  readonly medianMicros: number
  readonly p99Micros: number
}

const BUDGETS = [
  { limit: '$1000000.00', per: 'day' },
  { scope: 'user', limit: '$1000000.00', per: 'day' },
] as const

const CALL = { provider: 'openai', model: 'gpt-5', operation: 'chat' }
const ESTIMATE = { nanoUsd: 10_000_000n, inputTokens: 100, outputTokens: 50 }
const ACTUAL = { nanoUsd: 4_000_000n, inputTokens: 90, outputTokens: 40, outcome: 'reported' } as const

/** Reserves and settles with two scopes, many at once and then one after the other. */
export async function measurePairs(
  name: string,
  store: BudgetStore,
  pairs: number,
  concurrency: number,
): Promise<GuardFigures> {
  const guard = createGuard({ budgets: BUDGETS, store, storeTimeoutMillis: 10_000 })
  for (let number = 0; number < pairs / 10; number++) await pair(guard, number)
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < pairs) await pair(guard, next++)
  }
  const start = performance.now()
  await Promise.all(Array.from({ length: concurrency }, worker))
  const seconds = (performance.now() - start) / 1_000
  const micros: number[] = []
  for (let number = 0; number < pairs / 10; number++) {
    const before = performance.now()
    await pair(guard, number)
    micros.push((performance.now() - before) * 1_000)
  }
  micros.sort((a, b) => a - b)
  const quantile = (share: number): number => micros[Math.floor(micros.length * share)] ?? Number.NaN
  await guard.close()
  return {
    store: name,
    concurrency,
    pairsPerSecond: pairs / seconds,
    medianMicros: quantile(0.5),
    p99Micros: quantile(0.99),
  }
}

async function pair(guard: Guard, number: number): Promise<void> {
  const admission = await guard.admit({ ...CALL, context: { user: `u${number % 100}` }, estimate: ESTIMATE })
  if (admission.decision === 'deny')
    throw new Error(`refused by ${admission.refusal.budget}: ${admission.refusal.reason}`)
  await guard.settle(admission.reservation, ACTUAL)
}
