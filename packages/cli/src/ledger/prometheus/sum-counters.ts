import type { CostParts } from '../call-record.ts'
import type { LedgerDimension, SpendSum } from '../ledger.ts'
import { TRUNCATED } from '../truncated.ts'

/**
 * What Prometheus makes of the names of our metrics: dots become underscores, the unit follows the name, counters end in
 * `_total`.
 */
const COST = 'costspan_cost_USD_total'
const CALLS = 'costspan_calls_total'
const SAVED = 'costspan_cost_saved_USD_total'
const AT_RISK = 'costspan_cost_at_risk_USD_total'
const TOKENS = 'gen_ai_client_inference_usage_'

/** The counter that has something whenever there was a call. */
export const CALL_COUNTER: string = CALLS

/** The labels that a dimension is told by: of several, the first that a series has. */
export const DIMENSION_LABELS: ReadonlyMap<LedgerDimension, readonly string[]> = new Map([
  ['feature', ['costspan_feature']],
  ['team', ['costspan_team']],
  ['tier', ['costspan_tier']],
  ['provider', ['gen_ai_provider_name']],
  ['model', ['gen_ai_response_model', 'gen_ai_request_model']],
  ['requestModel', ['gen_ai_request_model']],
  ['operation', ['gen_ai_operation_name']],
])

/** A counter that adds to a sum. */
export interface SumCounter {
  readonly metric: string
  /** USD is counted as a double, and is whole nano-USD again when it is rounded. */
  readonly unit: 'usd' | 'count'
  /** Of which of its series; default: of all. */
  readonly of?: Readonly<Record<string, (value: string) => boolean>>
  readonly add: (sum: MutableSum, amount: bigint) => void
}

/** A sum while it is being made. */
export type MutableSum = { -readonly [Name in keyof SpendSum]: SpendSum[Name] }

type CountName = { [Name in keyof SpendSum]: SpendSum[Name] extends number ? Name : never }[keyof SpendSum]

const COST_CLASSES: Readonly<Record<string, keyof CostParts>> = {
  input: 'input',
  output: 'output',
  cache_read: 'cacheRead',
  cache_write: 'cacheWrite',
  reasoning: 'reasoning',
  audio: 'audio',
  image: 'image',
  tool: 'tool',
  request: 'request',
}

/** All counters that are asked, and what they add to. */
export const SUM_COUNTERS: readonly SumCounter[] = [
  ...Object.entries(COST_CLASSES).map(([name, part]) => costClass(name, part)),
  { metric: SAVED, unit: 'usd', of: { costspan_saved_kind: not('prompt_cache') }, add: nano('savedNanoUsd') },
  { metric: AT_RISK, unit: 'usd', add: nano('atRiskNanoUsd') },
  calls('calls', {}),
  // A call that failed is known to have cost nothing.
  calls('pricedCalls', { costspan_cost_status: oneOf('reported', 'estimated', 'failed') }),
  calls('unpricedCalls', { costspan_cost_status: oneOf('unpriced', 'invalid') }),
  calls('estimatedCalls', { costspan_cost_status: oneOf('estimated') }),
  calls('unobservedCalls', { costspan_cost_status: oneOf('unobserved') }),
  calls('fallbackCalls', { costspan_attempt_kind: oneOf('fallback') }),
  calls('cacheLookups', { costspan_cache_result: not('') }),
  calls('cacheHits', { costspan_cache_result: not('', 'miss') }),
  calls('finishedCalls', { gen_ai_response_finish_reasons: not('') }),
  calls('truncatedCalls', { gen_ai_response_finish_reasons: oneOf(...TRUNCATED) }),
  { metric: `${TOKENS}input_tokens_total`, unit: 'count', add: count('inputTokens') },
  { metric: `${TOKENS}output_tokens_total`, unit: 'count', add: count('outputTokens') },
  { metric: `${TOKENS}cache_read_input_tokens_total`, unit: 'count', add: count('cacheReadTokens') },
  { metric: `${TOKENS}cache_write_input_tokens_total`, unit: 'count', add: count('cacheWriteTokens') },
  { metric: `${TOKENS}reasoning_output_tokens_total`, unit: 'count', add: count('reasoningTokens') },
]

/** What those counters tell. Of retries, failures, retrieved context and durations they tell nothing that is a ledger's. */
export const KNOWN_SUMS: ReadonlySet<keyof SpendSum> = new Set([
  'calls',
  'pricedCalls',
  'unpricedCalls',
  'estimatedCalls',
  'unobservedCalls',
  'fallbackCalls',
  'cacheLookups',
  'cacheHits',
  'finishedCalls',
  'truncatedCalls',
  'nanoUsd',
  'parts',
  'atRiskNanoUsd',
  'savedNanoUsd',
  'inputTokens',
  'outputTokens',
  'cacheReadTokens',
  'cacheWriteTokens',
  'reasoningTokens',
])

function costClass(name: string, part: keyof CostParts): SumCounter {
  return {
    metric: COST,
    unit: 'usd',
    of: { costspan_cost_class: oneOf(name) },
    add(sum, amount) {
      sum.nanoUsd += amount
      sum.parts = { ...sum.parts, [part]: sum.parts[part] + amount }
    },
  }
}

function calls(name: CountName, of: NonNullable<SumCounter['of']>): SumCounter {
  return { metric: CALLS, unit: 'count', of, add: count(name) }
}

function count(name: CountName): SumCounter['add'] {
  return (sum, amount) => {
    sum[name] += Number(amount)
  }
}

function nano(name: 'savedNanoUsd' | 'atRiskNanoUsd'): SumCounter['add'] {
  return (sum, amount) => {
    sum[name] += amount
  }
}

function oneOf(...values: readonly string[]): (value: string) => boolean {
  return (value) => values.includes(value)
}

function not(...values: readonly string[]): (value: string) => boolean {
  return (value) => !values.includes(value)
}
