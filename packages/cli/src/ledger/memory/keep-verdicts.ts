import { checkQuestion } from '../check-question.ts'
import type { Verdict, VerdictQuestion } from '../verdict.ts'

/** Verdicts in memory, each once. */
export interface KeptVerdicts {
  add(verdict: Verdict): void
  select(question: VerdictQuestion): readonly Verdict[]
}

export function keepVerdicts(): KeptVerdicts {
  const byId = new Map<string, Verdict>()
  return {
    add(verdict) {
      if (!byId.has(verdict.id)) byId.set(verdict.id, verdict)
    },
    select({ kind, fromMillis, toMillis }) {
      checkQuestion({ fromMillis, toMillis })
      return [...byId.values()]
        .filter((verdict) => verdict.kind === kind && verdict.atMillis >= fromMillis && verdict.atMillis < toMillis)
        .toSorted((a, b) => a.atMillis - b.atMillis || (a.id < b.id ? -1 : 1))
    },
  }
}
