import { DOCTOR_CHECKS } from './checks.ts'
import type { DoctorFacts } from './doctor-facts.ts'
import type { Finding } from './finding.ts'

/** One check with one of its findings. */
export interface Examined extends Finding {
  readonly name: string
}

/** Runs all checks over the facts. */
export function examine(facts: DoctorFacts): readonly Examined[] {
  return DOCTOR_CHECKS.flatMap(({ name, check }) => check(facts).map((finding) => ({ name, ...finding })))
}
