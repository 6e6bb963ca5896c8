import type { LedgerReader, Selection, SpendGroup } from '../ledger/ledger.ts'
import type { Outcome } from './outcome.ts'
import { subjectCosts, subjectKey } from './subject-costs.ts'

/** What some outcomes cost. */
export interface OutcomeSum {
  readonly successes: number
  readonly failures: number
  /** What all of them cost, those that failed included. */
  readonly nanoUsd: bigint
  readonly failedNanoUsd: bigint
  /** Those of them of which the ledger has no call: what they cost is not known. */
  readonly successesWithoutCalls: number
  /** What a success whose calls are known costs, with its part of the failures; `undefined` without one. */
  readonly perSuccessNanoUsd: bigint | undefined
  /** What those that came about are worth, as far as it was said; `undefined` where it never was. */
  readonly valueNanoUsd: bigint | undefined
  /** Of how many it was said. */
  readonly valuedSuccesses: number
  /** Calls of theirs whose cost is not known, which is in no amount. */
  readonly unpricedCalls: number
}

/** What outcomes of one name cost. */
export interface OutcomeCost extends OutcomeSum {
  readonly name: string
  /** The same for each version and commit that is known, the dearest first. */
  readonly versions: readonly OutcomeVersion[]
}

export interface OutcomeVersion extends OutcomeSum {
  readonly version: string | undefined
  readonly revision: string | undefined
}

/** What each outcome cost: the calls of its runs, sessions, conversations or traces, of which each counts once. */
export async function outcomeCosts(
  ledger: LedgerReader,
  outcomes: readonly Outcome[],
  selection: Selection,
): Promise<readonly OutcomeCost[]> {
  if (outcomes.length === 0) return []
  const costs = await subjectCosts(ledger, outcomes, selection, ['version', 'revision'])
  // Of a team are the outcomes that its calls were made for; of everybody, those without a known call too.
  const isOwn = (outcome: Outcome): boolean => selection.where === undefined || costs.has(subjectKey(outcome))
  const byName = Map.groupBy(lastWords(outcomes).filter(isOwn), ({ name }) => name)
  return [...byName]
    .map(([name, own]) => {
      const priced = own.map((outcome) => pricedOutcome(outcome, costs.get(subjectKey(outcome)) ?? []))
      return { name, ...sumOf(priced), versions: versionsOf(priced) }
    })
    .toSorted(dearestFirst)
}

/** The last word about a subject holds: a run that failed first and then came about did come about. */
function lastWords(outcomes: readonly Outcome[]): readonly Outcome[] {
  return [
    ...new Map(outcomes.map((outcome) => [JSON.stringify([outcome.name, subjectKey(outcome)]), outcome])).values(),
  ]
}

interface PricedOutcome extends Outcome {
  readonly hasCalls: boolean
  readonly nanoUsd: bigint
  readonly unpricedCalls: number
}

/** An outcome that does not say of which version it is, is of the version that most was spent in. */
function pricedOutcome(outcome: Outcome, groups: readonly SpendGroup[]): PricedOutcome {
  return {
    ...outcome,
    hasCalls: groups.length > 0,
    version: outcome.version ?? groups[0]?.key.version,
    revision: outcome.revision ?? groups[0]?.key.revision,
    nanoUsd: groups.reduce((sum, { nanoUsd }) => sum + nanoUsd, 0n),
    unpricedCalls: groups.reduce((sum, { unpricedCalls }) => sum + unpricedCalls, 0),
  }
}

function versionsOf(outcomes: readonly PricedOutcome[]): readonly OutcomeVersion[] {
  const known = outcomes.filter(({ version, revision }) => version !== undefined || revision !== undefined)
  const groups = Map.groupBy(known, ({ version, revision }) => JSON.stringify([version, revision]))
  return [...groups.values()]
    .map((own) => ({ version: own[0]?.version, revision: own[0]?.revision, ...sumOf(own) }))
    .toSorted(dearestFirst)
}

function sumOf(outcomes: readonly PricedOutcome[]): OutcomeSum {
  const came = outcomes.filter(({ isSuccess }) => isSuccess)
  const total = (of: readonly PricedOutcome[]): bigint => of.reduce((sum, { nanoUsd }) => sum + nanoUsd, 0n)
  const values = came.flatMap(({ valueNanoUsd }) => (valueNanoUsd === undefined ? [] : [valueNanoUsd]))
  const nanoUsd = total(outcomes)
  const metered = came.filter(({ hasCalls }) => hasCalls).length
  return {
    successes: came.length,
    successesWithoutCalls: came.length - metered,
    failures: outcomes.length - came.length,
    nanoUsd,
    failedNanoUsd: nanoUsd - total(came),
    perSuccessNanoUsd: metered === 0 ? undefined : nanoUsd / BigInt(metered),
    valueNanoUsd: values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0n),
    valuedSuccesses: values.length,
    unpricedCalls: outcomes.reduce((sum, { unpricedCalls }) => sum + unpricedCalls, 0),
  }
}

function dearestFirst(a: OutcomeSum, b: OutcomeSum): number {
  if (a.nanoUsd === b.nanoUsd) return 0
  return a.nanoUsd < b.nanoUsd ? 1 : -1
}
