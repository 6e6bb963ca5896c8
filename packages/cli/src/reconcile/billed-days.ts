import { addTo, type NanoByClass, type TokensByClass } from './amounts.ts'
import { type Statement, TOKEN_CLASSES, type TokenClass } from './statements/statement.ts'

/** What a statement says of a model on a day. */
export interface BilledModel {
  /** Tokens by tier; the standard tier is ''. Empty where the statement tells amounts alone. */
  readonly tiers: Map<string, TokensByClass>
  /** Undefined where it does not count calls. */
  requests: number | undefined
  /** Amounts that it tells by class. */
  readonly nanoUsd: NanoByClass
  /** What it tells as one amount for all classes. */
  wholeNanoUsd: bigint
  /** Whether it tells any amount at all. */
  hasAmounts: boolean
}

/** What is billed on a day apart from models. */
export interface BilledApart {
  readonly description: string
  readonly nanoUsd: bigint
}

export interface BilledDay {
  readonly models: Map<string, BilledModel>
  readonly apart: BilledApart[]
}

/** Sorts the lines of a statement by day and by model, under the names that the ledger has for them. */
export function billedDays(
  { days, lines, tellsTiers }: Statement,
  modelOf: (billed: string) => string,
): ReadonlyMap<string, BilledDay> {
  const byDay = new Map<string, BilledDay>(days.map((day) => [day, { models: new Map(), apart: [] }]))
  for (const { day, model, serviceTier, billedClass, tokens, requests, nanoUsd, description } of lines) {
    const billed = byDay.get(day)
    if (billed === undefined) continue
    if (model === undefined && tokens === undefined) {
      if (nanoUsd !== undefined) billed.apart.push({ description: description ?? 'other charges', nanoUsd })
      continue
    }
    const name = model === undefined ? 'unknown' : modelOf(model)
    const sum = billed.models.get(name) ?? emptyModel()
    billed.models.set(name, sum)
    if (requests !== undefined) sum.requests = (sum.requests ?? 0) + requests
    if (tokens !== undefined && isTokenClass(billedClass)) {
      const tier = tellsTiers ? (serviceTier ?? '') : ''
      const byClass = sum.tiers.get(tier) ?? {}
      sum.tiers.set(tier, byClass)
      byClass[billedClass] = (byClass[billedClass] ?? 0) + tokens
    }
    if (nanoUsd === undefined) continue
    sum.hasAmounts = true
    if (billedClass === undefined) sum.wholeNanoUsd += nanoUsd
    else addTo(sum.nanoUsd, billedClass, nanoUsd)
  }
  return byDay
}

function isTokenClass(name: string | undefined): name is TokenClass {
  return TOKEN_CLASSES.some((known) => known === name)
}

function emptyModel(): BilledModel {
  return { tiers: new Map(), requests: undefined, nanoUsd: {}, wholeNanoUsd: 0n, hasAmounts: false }
}
