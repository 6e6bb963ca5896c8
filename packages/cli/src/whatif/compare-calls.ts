import type { PriceBook } from '@costspan/cost/prices'
import type { LedgerReader, Selection } from '../ledger/ledger.ts'
import { CORRECTION_ORIGIN } from '../reconcile/metered-usage.ts'
import { startMillis } from '../ledger/time-step.ts'
import { pricedModel } from './call-usage.ts'
import { ledgerCalls } from './ledger-calls.ts'
import { type Change, whatIf } from './what-if.ts'

/** Calls of a model, as they were and as they would have been. Money is nano-USD. */
export interface ComparedModel {
  readonly model: string
  /** What it becomes; the same where a change leaves it. */
  readonly becomes: string
  calls: number
  /** Calls of which nothing can be said, at what they cost: in all three sums. */
  keptCalls: number
  nanoUsd: bigint
  lowNanoUsd: bigint
  highNanoUsd: bigint
}

/** A comparison of all calls; money is nano-USD. */
export interface Comparison {
  /** Dearest first. */
  readonly models: readonly ComparedModel[]
  readonly nanoUsd: bigint
  readonly lowNanoUsd: bigint
  readonly highNanoUsd: bigint
}

/**
 * Goes through the calls of a ledger and holds what each cost against what it would have cost. It writes nothing.
 *
 * @param onProgress told now and then how much of the time has been looked at, from 0 to 1, and how many calls
 */
export async function compareCalls(
  ledger: LedgerReader,
  selection: Selection & { readonly fromMillis: number; readonly toMillis: number },
  changes: readonly Change[],
  book: PriceBook,
  onProgress?: (share: number, calls: number) => void,
): Promise<Comparison> {
  const models = new Map<string, ComparedModel>()
  const applying = changes.map((change) => ({ change, isMeant: modelTest(change.from) }))
  let seen = 0
  for await (const call of ledgerCalls(ledger, selection)) {
    seen += 1
    if (seen % CALLS_A_STEP === 0) onProgress?.(shareOf(startMillis(call), selection), seen)
    if (call.origin === CORRECTION_ORIGIN) continue
    const model = pricedModel(call) ?? 'unknown'
    const change = applying.find(({ isMeant }) => isMeant(model))?.change
    const becomes = change?.model ?? model
    const sum = models.get(model) ?? {
      model,
      becomes,
      calls: 0,
      keptCalls: 0,
      nanoUsd: 0n,
      lowNanoUsd: 0n,
      highNanoUsd: 0n,
    }
    models.set(model, sum)
    const was = call.nanoUsd ?? 0n
    const outcome = change === undefined ? undefined : whatIf(call, change, book)
    sum.calls += call.calls
    sum.nanoUsd += was
    sum.lowNanoUsd += outcome?.lowNanoUsd ?? was
    sum.highNanoUsd += outcome?.highNanoUsd ?? was
    if (change !== undefined && outcome === undefined) sum.keptCalls += call.calls
  }
  const all = [...models.values()].toSorted((a, b) => (b.nanoUsd > a.nanoUsd ? 1 : -1))
  return {
    models: all,
    nanoUsd: all.reduce((sum, { nanoUsd }) => sum + nanoUsd, 0n),
    lowNanoUsd: all.reduce((sum, { lowNanoUsd }) => sum + lowNanoUsd, 0n),
    highNanoUsd: all.reduce((sum, { highNanoUsd }) => sum + highNanoUsd, 0n),
  }
}

/** Seldom enough to cost nothing, and often enough to be seen to move. */
const CALLS_A_STEP = 5_000

function shareOf(
  millis: number,
  { fromMillis, toMillis }: { readonly fromMillis: number; readonly toMillis: number },
): number {
  return Math.min(1, Math.max(0, (millis - fromMillis) / (toMillis - fromMillis)))
}

/** `*` stands for any characters. */
function modelTest(pattern = '*'): (model: string) => boolean {
  const parts = pattern
    .toLowerCase()
    .split('*')
    .map((part) => part.replaceAll(/[$()+.?[\\\]^{|}]/g, String.raw`\$&`))
  const test = new RegExp(`^${parts.join('.*')}$`)
  return (model) => test.test(model.toLowerCase())
}
