import type { DoctorFacts } from './doctor-facts.ts'

/** What a check found: that all is well, or what is not and how to mend it. */
export interface Finding {
  /** `unknown`: it could not be looked at. Only `error` makes `costspan doctor` fail. */
  readonly level: 'ok' | 'warning' | 'error' | 'unknown'
  readonly text: string
  /** What to do, in a sentence. */
  readonly mend?: string
}

/** A check: one question about an application and its telemetry. It looks at facts only, so that it can be tested. */
export interface DoctorCheck {
  readonly name: string
  readonly check: (facts: DoctorFacts) => readonly Finding[]
}

export function ok(text: string): readonly Finding[] {
  return [{ level: 'ok', text }]
}

export function warning(text: string, mend: string): Finding {
  return { level: 'warning', text, mend }
}
