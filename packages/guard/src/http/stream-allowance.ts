import type { Refusal } from '../admission/refusal.ts'
import { outputCost } from '../estimate/estimate-call.ts'
import type { Estimate, Reservation, Settlement } from '../guard.ts'
import type { ActiveRun } from '../run/active-run.ts'
import type { AdmittedCall } from './admit-call.ts'
import type { CallGuard } from './call-guard.ts'
import { inBackground } from './in-background.ts'

/**
 * What a stream may generate: what was held for it at first, and more where it goes beyond that, as long as the budgets have
 * more. So it is cut when it would pass what is left of one, and not when it is longer than was thought.
 */
export interface StreamAllowance {
  /** Undefined where the stream may have so many tokens of output; else that is asked for, and a refusal given if it may not. */
  cover(outputTokens: number): Promise<Refusal | undefined> | undefined
  /** Books what the stream has cost on all that was held for it. */
  settle(settlement: Settlement): void
}

/** More is asked for in parts of what was held at first, and no smaller ones: each part is a decision of the store. */
const FEWEST_TOKENS = 64

export function createStreamAllowance(
  { guard, prices }: CallGuard,
  { call, reservation }: AdmittedCall,
  run: ActiveRun | undefined,
): StreamAllowance {
  const { request, atMillis } = reservation
  const reservations: Reservation[] = [reservation]
  let covered: Estimate = request.estimate
  let isSettled = false

  async function hold(outputTokens: number): Promise<Refusal | undefined> {
    const from = { inputTokens: covered.inputTokens, outputTokens: covered.outputTokens }
    const nanoUsd = outputCost(call, prices, atMillis, from, outputTokens)
    const estimate = { nanoUsd, inputTokens: 0, outputTokens: outputTokens - covered.outputTokens }
    const admission = await guard.admit({ ...request, estimate, beyond: covered, run })
    if (admission.decision === 'deny') return admission.refusal
    // The reader may have left while the store was asked.
    if (isSettled) inBackground(() => guard.release(admission.reservation))
    else reservations.push(admission.reservation)
    covered = {
      nanoUsd: covered.nanoUsd === undefined || nanoUsd === undefined ? undefined : covered.nanoUsd + nanoUsd,
      inputTokens: covered.inputTokens,
      outputTokens,
    }
    return undefined
  }

  async function more(outputTokens: number): Promise<Refusal | undefined> {
    const part = Math.max(FEWEST_TOKENS, Math.ceil(request.estimate.outputTokens / 2))
    const refusal = await hold(Math.ceil(outputTokens) + part)
    // Near the end of a budget what is there already may fit, though no further part does.
    return refusal === undefined ? undefined : hold(Math.ceil(outputTokens))
  }

  return {
    cover: (outputTokens) => (outputTokens <= covered.outputTokens ? undefined : more(outputTokens)),
    settle(settlement) {
      isSettled = true
      for (const [reserved, part] of settlementParts(reservations, settlement)) {
        inBackground(() => guard.settle(reserved, part))
      }
    },
  }
}

/** Each reservation books as much as it holds, and the last one the rest; what nobody knows counts as it was held. */
function settlementParts(
  reservations: readonly Reservation[],
  settlement: Settlement,
): readonly (readonly [Reservation, Settlement])[] {
  let { nanoUsd, inputTokens, outputTokens } = settlement
  return reservations.map((reserved, index) => {
    if (index === reservations.length - 1) return [reserved, { ...settlement, nanoUsd, inputTokens, outputTokens }]
    const { estimate } = reserved.request
    const part = {
      nanoUsd: nanoUsd === undefined ? undefined : lesser(nanoUsd, estimate.nanoUsd ?? nanoUsd),
      inputTokens,
      outputTokens: Math.min(outputTokens, estimate.outputTokens),
    }
    nanoUsd = nanoUsd === undefined || part.nanoUsd === undefined ? undefined : nanoUsd - part.nanoUsd
    inputTokens = 0
    outputTokens -= part.outputTokens
    return [reserved, { ...settlement, ...part }]
  })
}

function lesser(one: bigint, other: bigint): bigint {
  return one < other ? one : other
}
