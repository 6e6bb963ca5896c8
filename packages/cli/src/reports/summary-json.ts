import type { SpendSum } from '../ledger/ledger.ts'
import type { NamedSpend, Summary, UnpricedModel } from './summarise.ts'
import { usdOf } from './format-usd.ts'

/** A summary for scripts. Amounts come twice: in USD as a number, and in nano-USD as a string of digits, which is exact. */
export interface SummaryJson {
  readonly total_usd: number
  readonly total_nano_usd: string
  readonly at_risk_usd: number
  readonly at_risk_nano_usd: string
  /** What the applications' own counters add up to; absent where none arrived. */
  readonly counted_usd?: number
  readonly counted_nano_usd?: string
  readonly calls: number
  readonly unpriced_calls: number
  readonly estimated_calls: number
  readonly unobserved_calls: number
  readonly failed_calls: number
  readonly retried_calls: number
  readonly input_tokens: number
  readonly output_tokens: number
  readonly by_feature: Readonly<Record<string, SpendJson>>
  readonly by_user: Readonly<Record<string, SpendJson>>
  readonly by_team: Readonly<Record<string, SpendJson>>
  readonly by_tier: Readonly<Record<string, SpendJson>>
  readonly by_model: Readonly<Record<string, SpendJson>>
  readonly unpriced: readonly UnpricedModel[]
}

/** Spend as JSON has it: dollars to read, and nano-dollars as text, which are exact. */
export interface SpendJson {
  readonly cost_usd: number
  readonly nano_usd: string
  readonly calls: number
  readonly unpriced_calls: number
  readonly input_tokens: number
  readonly output_tokens: number
}

/** The summary as one JSON object, for scripts. */
export function summaryJson({ total, countedNanoUsd, by, unpriced }: Summary): SummaryJson {
  return {
    total_usd: usdOf(total.nanoUsd),
    total_nano_usd: String(total.nanoUsd),
    at_risk_usd: usdOf(total.atRiskNanoUsd),
    at_risk_nano_usd: String(total.atRiskNanoUsd),
    ...(countedNanoUsd === undefined
      ? {}
      : { counted_usd: usdOf(countedNanoUsd), counted_nano_usd: String(countedNanoUsd) }),
    calls: total.calls,
    unpriced_calls: total.unpricedCalls,
    estimated_calls: total.estimatedCalls,
    unobserved_calls: total.unobservedCalls,
    failed_calls: total.failedCalls,
    retried_calls: total.retriedCalls,
    input_tokens: total.inputTokens,
    output_tokens: total.outputTokens,
    by_feature: byName(by.feature),
    by_user: byName(by.user),
    by_team: byName(by.team),
    by_tier: byName(by.tier),
    by_model: byName(by.model),
    unpriced,
  }
}

function byName(lines: readonly NamedSpend[]): Readonly<Record<string, SpendJson>> {
  return Object.fromEntries(lines.map((line) => [line.name, spendJson(line)]))
}

function spendJson(spend: SpendSum): SpendJson {
  return {
    cost_usd: usdOf(spend.nanoUsd),
    nano_usd: String(spend.nanoUsd),
    calls: spend.calls,
    unpriced_calls: spend.unpricedCalls,
    input_tokens: spend.inputTokens,
    output_tokens: spend.outputTokens,
  }
}
