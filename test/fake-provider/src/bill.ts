import type { Answer, Served } from './answer.ts'
import type { Behaviour } from './behaviour.ts'
import { priceCall } from './bill-call.ts'
import type { Delivery } from './delivery.ts'
import { usageUntil } from './served-usage.ts'

/** One charged call. */
export interface BillLine extends Served {
  /** The `sequence` of the request. */
  readonly request: number
  readonly nanoUsd: bigint
  /** Whether a stream ended early, so that only a part of the output was generated. */
  readonly partial: boolean
}

/** A call that would be charged, of a model or tier that the price list does not have. */
export interface UnpricedCall extends Served {
  readonly request: number
  readonly reason: 'unknown_model' | 'unknown_service_tier'
}

/** What the provider would invoice for everything served since the start or the last reset. */
export interface Bill {
  readonly totalNanoUsd: bigint
  /** Charged calls; the unpriced ones are not among them. */
  readonly calls: number
  readonly byModel: Readonly<Record<string, { readonly calls: number; readonly nanoUsd: bigint }>>
  readonly lines: readonly BillLine[]
  readonly unpriced: readonly UnpricedCall[]
}

export interface BillBook {
  readonly charge: (request: number, answer: Answer, delivery: Delivery, behaviour: Behaviour) => void
  readonly bill: () => Bill
}

/** Keeps the bill. Without lines it needs no memory per call, for benchmarks. */
export function createBillBook(keepLines: boolean): BillBook {
  let total = 0n
  let calls = 0
  const byModel: Record<string, { calls: number; nanoUsd: bigint }> = {}
  const lines: BillLine[] = []
  const unpriced: UnpricedCall[] = []
  return {
    charge(request, answer, delivery, behaviour) {
      for (const served of chargedFor(answer, delivery, behaviour)) {
        const price = priceCall(served)
        if ('unpriced' in price) {
          unpriced.push({ ...served, request, reason: price.unpriced })
          continue
        }
        const sum = (byModel[served.model] ??= { calls: 0, nanoUsd: 0n })
        sum.calls++
        sum.nanoUsd += price.nanoUsd
        calls++
        total += price.nanoUsd
        if (keepLines)
          lines.push({
            ...served,
            request,
            nanoUsd: price.nanoUsd,
            partial: isPartial(answer, delivery),
          })
      }
    },
    bill: () => ({
      totalNanoUsd: total,
      calls,
      byModel: Object.fromEntries(Object.entries(byModel).map(([model, sum]) => [model, { ...sum }])),
      lines: [...lines],
      unpriced: [...unpriced],
    }),
  }
}

/**
 * The policy. Errors are free. An answer that was sent is charged in full, also when it was malformed or empty; so is
 * one that never came although the work was done, and one that was not streamed and whose client had left. A stream
 * that ended early is charged for its input and for what was generated until then. A connection that was reset before
 * any answer is free, unless the behaviour says `billed: true`; `billed: false` makes any answer free.
 */
function chargedFor(answer: Answer, delivery: Delivery, behaviour: Behaviour): readonly Served[] {
  if (answer.status >= 400 || behaviour.billed === false) return []
  if (delivery.outcome === 'reset' && behaviour.billed !== true) return []
  if (!isPartial(answer, delivery)) return answer.served
  return answer.served.map((served) => ({
    ...served,
    usage: usageUntil(served.usage, delivery.generatedTokens),
  }))
}

function isPartial(answer: Answer, { outcome }: Delivery): boolean {
  const early = outcome === 'client_closed' || outcome === 'cut' || outcome === 'error_event' || outcome === 'malformed'
  return answer.body.kind === 'stream' && early
}
