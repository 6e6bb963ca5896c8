import { parseCsv } from '../budgets/parse-csv.ts'
import type { LedgerReader, Selection } from '../ledger/ledger.ts'

/** Something that calls were made for, such as a ticket: it came about, or it did not. */
export interface Outcome {
  readonly name: string
  /** What tells its calls: the run, session or conversation that they belong to. */
  readonly by: OutcomeKey
  readonly id: string
  readonly isSuccess: boolean
}

const OUTCOME_KEYS = ['run', 'session', 'conversation'] as const
type OutcomeKey = (typeof OUTCOME_KEYS)[number]

/** What outcomes of one name cost. */
export interface OutcomeCost {
  readonly name: string
  readonly successes: number
  readonly failures: number
  /** What all of them cost, those that failed included. */
  readonly nanoUsd: bigint
  readonly failedNanoUsd: bigint
  /** What a success costs, with its part of the failures; `undefined` without one. */
  readonly perSuccessNanoUsd: bigint | undefined
}

/**
 * Reads outcomes from CSV with the columns outcome,success and one of run, session, conversation. Without the column
 * success, all are.
 *
 * @throws TypeError naming the line and what was expected
 */
export function readOutcomes(text: string): readonly Outcome[] {
  return parseCsv(text).map((row, index) => {
    const by = OUTCOME_KEYS.find((key) => (row[key] ?? '') !== '')
    const { outcome = '', success = 'true' } = row
    if (by === undefined || outcome === '') {
      throw new TypeError(`line ${index + 2} must have an outcome and one of ${OUTCOME_KEYS.join(', ')}`)
    }
    return { name: outcome, by, id: row[by] ?? '', isSuccess: /^(true|yes|1)$/i.test(success) }
  })
}

/** What each outcome cost: the calls of its runs, sessions or conversations, of which each counts once. */
export async function outcomeCosts(
  ledger: LedgerReader,
  outcomes: readonly Outcome[],
  selection: Selection,
): Promise<readonly OutcomeCost[]> {
  const costs = new Map<string, bigint>()
  for (const by of OUTCOME_KEYS) {
    if (!outcomes.some((outcome) => outcome.by === by)) continue
    const groups = await ledger.sum({ ...selection, by: [by] })
    for (const { key, nanoUsd } of groups) if (key[by] !== undefined) costs.set(`${by} ${key[by]}`, nanoUsd)
  }
  const byName = Map.groupBy(outcomes, ({ name }) => name)
  return [...byName].map(([name, own]) => costOf(name, own, costs)).toSorted((a, b) => (a.nanoUsd < b.nanoUsd ? 1 : -1))
}

function costOf(name: string, outcomes: readonly Outcome[], costs: ReadonlyMap<string, bigint>): OutcomeCost {
  // The last word about a run holds.
  const last = new Map(outcomes.map(({ by, id, isSuccess }) => [`${by} ${id}`, isSuccess]))
  let [nanoUsd, failedNanoUsd, successes] = [0n, 0n, 0]
  for (const [key, isSuccess] of last) {
    const cost = costs.get(key) ?? 0n
    nanoUsd += cost
    if (isSuccess) successes += 1
    else failedNanoUsd += cost
  }
  return {
    name,
    successes,
    failures: last.size - successes,
    nanoUsd,
    failedNanoUsd,
    perSuccessNanoUsd: successes === 0 ? undefined : nanoUsd / BigInt(successes),
  }
}
