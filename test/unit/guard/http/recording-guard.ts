import type { Admission, AdmissionRequest, Guard, Refusal, Reservation, Settlement } from '@costspan/guard'

/** A guard that admits while `limitNanoUsd` lasts, and tells what it was asked and told. */
export interface RecordingGuard extends Guard {
  readonly asked: AdmissionRequest[]
  readonly settled: Settlement[]
  released: number
  limitNanoUsd: bigint
  spentNanoUsd: bigint
  /** What is held and not yet settled or released. */
  heldNanoUsd: bigint
  /** Percent of the limit at which the ladder asks for a cheaper model. */
  downgradeAtPercent: number | undefined
  /** Resolves when nothing is held. */
  idle(): Promise<void>
}

const UNLIMITED = 10n ** 15n

/** The plainest guard that keeps the contract: the tests of the HTTP boundary are about what it is asked and told. */
export function recordingGuard(limitNanoUsd: bigint = UNLIMITED): RecordingGuard {
  const open = new Map<string, bigint>()
  const waiting: (() => void)[] = []
  const end = (reservation: Reservation): boolean => {
    const held = open.get(reservation.id)
    if (held === undefined) return false
    open.delete(reservation.id)
    guard.heldNanoUsd -= held
    if (open.size === 0) for (const resolve of waiting.splice(0)) resolve()
    return true
  }
  const guard: RecordingGuard = {
    asked: [],
    settled: [],
    released: 0,
    limitNanoUsd,
    spentNanoUsd: 0n,
    heldNanoUsd: 0n,
    downgradeAtPercent: undefined,
    idle: () => new Promise((resolve) => (open.size === 0 ? resolve() : waiting.push(resolve))),

    admit(request): Promise<Admission> {
      guard.asked.push(request)
      const { nanoUsd } = request.estimate
      const used = guard.spentNanoUsd + guard.heldNanoUsd
      if (nanoUsd === undefined || used + nanoUsd > guard.limitNanoUsd) {
        return Promise.resolve({ decision: 'deny', refusal: refusalOf(guard, request), wouldDeny: [] })
      }
      const reservation = {
        id: String(guard.asked.length),
        request,
        atMillis: 0,
        expiresAtMillis: 0,
        epoch: undefined,
        holds: [],
      }
      open.set(reservation.id, nanoUsd)
      guard.heldNanoUsd += nanoUsd
      const usedPercent = Number((used * 100n) / guard.limitNanoUsd)
      const { downgradeAtPercent: atPercent } = guard
      const rung = { budget: 'test', action: 'downgrade' as const }
      return Promise.resolve({
        decision: 'allow',
        reservation,
        wouldDeny: [],
        ladder: atPercent === undefined ? [] : [{ ...rung, atPercent, usedPercent, reached: usedPercent >= atPercent }],
      })
    },
    settle(reservation, settlement) {
      const held = open.get(reservation.id)
      if (end(reservation)) {
        guard.settled.push(settlement)
        guard.spentNanoUsd += settlement.nanoUsd ?? held ?? 0n
      }
      return Promise.resolve()
    },
    release(reservation) {
      if (end(reservation)) guard.released += 1
      return Promise.resolve()
    },
    standing: () => Promise.resolve([]),
    status: () => Promise.resolve([]),
    beginRun() {},
    endRun: () => Promise.resolve(),
    advisory: () => Promise.reject(new Error('there are no runs here')),
    close: () => Promise.resolve(),
  }
  return guard
}

function refusalOf(guard: RecordingGuard, { context, estimate }: AdmissionRequest): Refusal {
  return {
    budget: 'test',
    reason: estimate.nanoUsd === undefined ? 'unknown_price' : 'limit',
    scope: { user: 'u-17' },
    window: 'day',
    unit: 'usd',
    limit: guard.limitNanoUsd,
    spent: guard.spentNanoUsd,
    held: guard.heldNanoUsd,
    estimate: estimate.nanoUsd,
    retryAfterSeconds: 3600,
    atMillis: Date.UTC(2026, 10, 22, 23),
    context,
  }
}
