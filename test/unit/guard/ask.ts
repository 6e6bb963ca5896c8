import type { Admission, AdmissionRequest, Estimate, Guard, Refusal, Reservation, Settlement } from '@costspan/guard'

export const CENT = 10_000_000n

type Asked = Partial<Omit<AdmissionRequest, 'estimate'>> & Partial<Estimate>

/** A call that a guard is asked about: $0.01 for 100 input and 50 output tokens, unless it says otherwise. */
export function ask(guard: Guard, asked: Asked = {}): Promise<Admission> {
  const { inputTokens = 100, outputTokens = 50, ...call } = asked
  const nanoUsd = 'nanoUsd' in asked ? asked.nanoUsd : CENT
  const estimate = { nanoUsd, inputTokens, outputTokens }
  return guard.admit({ context: {}, provider: 'openai', model: 'gpt-5', operation: 'chat', ...call, estimate })
}

/** The reservation of a call that must be admitted. */
export async function admitted(guard: Guard, asked: Asked = {}): Promise<Reservation> {
  const admission = await ask(guard, asked)
  if (admission.decision === 'deny') throw new Error(`refused by ${admission.refusal.budget}`)
  return admission.reservation
}

/** The refusal of a call that must be refused. */
export async function refused(guard: Guard, asked: Asked = {}): Promise<Refusal> {
  const admission = await ask(guard, asked)
  if (admission.decision === 'allow') throw new Error('admitted')
  return admission.refusal
}

/** Admits a call if it fits, and settles it at its estimate. */
export async function spend(guard: Guard, asked: Asked = {}): Promise<'allow' | 'deny'> {
  const admission = await ask(guard, asked)
  if (admission.decision === 'allow') {
    const { nanoUsd, inputTokens, outputTokens } = admission.reservation.request.estimate
    await guard.settle(admission.reservation, reported(nanoUsd, { inputTokens, outputTokens }))
  }
  return admission.decision
}

export function reported(nanoUsd: bigint | undefined, tokens: Partial<Settlement> = {}): Settlement {
  return { nanoUsd, inputTokens: 100, outputTokens: 50, outcome: 'reported', ...tokens }
}
