import { type Attributes, context, metrics, trace } from '@opentelemetry/api'
import { activeCostContext, type CostContext } from '../context/cost-context.ts'
import { costAttributes } from '../context/cost-attributes.ts'
import { checkedText } from '../context/checked-cost-context.ts'
import { nanoToUsd, parseUsd, usdToNano } from '../money/nano-usd.ts'
import * as semconv from '../semconv.ts'
import { VERSION } from '../version.ts'
import { outcomeCounters } from './outcome-counters.ts'

/** What is told of an outcome. */
export interface OutcomeOptions {
  /**
   * What it is worth: USD as a number, rounded to nano-USD, or an amount such as `'$4.50'`. Default: not known, which is
   * not 0.
   */
  readonly value?: number | string | undefined
  /** Whether it came about; what was spent on those that did not is a cost of those that did. Default: true. */
  readonly success?: boolean | undefined
  /**
   * Whose calls were made for it: those of this run, conversation, session or trace. Default: of the first of run,
   * conversation and trace that the caller is in. Outside of any trace it is of no call.
   */
  readonly by?: OutcomeScope | undefined
}

/** What tells the calls of an outcome. */
export type OutcomeScope = 'run' | 'conversation' | 'session' | 'trace'

/**
 * Records that what calls were made for came about, or did not: `costspan economics` then says what an outcome costs, failures
 * included, for each version and commit.
 *
 * It is a span of no length in the trace and the cost context of the caller, and counts into `costspan.outcomes` and, where it
 * has a value, `costspan.outcome.value` in USD. Where a trace is sampled away, its calls and outcomes are missing alike; the
 * counters have all of them. Of several outcomes of one name in one scope the last holds.
 *
 * @example
 * ```ts
 * import { recordOutcome, withCostContext } from '@costspan/cost'
 *
 * withCostContext({ feature: 'support', conversation: 'ticket-17' }, () => {
 *   recordOutcome('ticket_resolved', { value: '$4.50' })
 * })
 * ```
 *
 * @throws TypeError when the name is no text, the value no amount, or the caller has no run, conversation or session where that
 *   one is named
 */
export function recordOutcome(name: string, options: OutcomeOptions = {}): void {
  const { value, success = true, by } = options
  const costContext = activeCostContext() ?? {}
  const valueNanoUsd = value === undefined ? undefined : worthOf(value)
  if (typeof success !== 'boolean') {
    throw new TypeError(`recordOutcome: success must be true or false, got ${JSON.stringify(success)}`)
  }
  const outcome = {
    [semconv.COSTSPAN_OUTCOME_NAME]: checkedText(name, 'recordOutcome: the name'),
    [semconv.COSTSPAN_OUTCOME_SUCCESS]: success,
  }
  writeSpan(outcome, costContext, scopeOf(by, costContext), valueNanoUsd)
  count(outcome, costContext, valueNanoUsd)
}

/** A number comes of arithmetic, whose last digits nobody chose; a text is what somebody wrote. */
function worthOf(value: number | string): bigint {
  return (typeof value === 'number' ? usdToNano(value) : undefined) ?? parseUsd(value)
}

const SCOPES: readonly unknown[] = ['run', 'conversation', 'session', 'trace'] satisfies readonly OutcomeScope[]

function scopeOf(by: OutcomeScope | undefined, costContext: CostContext): OutcomeScope {
  if (by === undefined) return costContext.run === undefined ? conversationOrTrace(costContext) : 'run'
  if (!SCOPES.includes(by)) {
    throw new TypeError(`recordOutcome: by must be one of ${SCOPES.join(', ')}, got ${JSON.stringify(by)}`)
  }
  if (by === 'trace' || costContext[by] !== undefined) return by
  throw new TypeError(`recordOutcome: by is "${by}", and the cost context of the caller has no ${by}`)
}

function conversationOrTrace({ conversation }: CostContext): OutcomeScope {
  return conversation === undefined ? 'trace' : 'conversation'
}

function writeSpan(
  outcome: Attributes,
  costContext: CostContext,
  scope: OutcomeScope,
  valueNanoUsd: bigint | undefined,
): void {
  const attributes: Attributes = {
    // The processor of this package does the same; a tracer that has none of it must not lose whose outcome it was.
    ...costAttributes(costContext),
    ...outcome,
    [semconv.COSTSPAN_OUTCOME_BY]: scope,
  }
  if (valueNanoUsd !== undefined) attributes[semconv.COSTSPAN_OUTCOME_VALUE_NANO_USD] = Number(valueNanoUsd)
  const name = String(outcome[semconv.COSTSPAN_OUTCOME_NAME])
  trace.getTracer('@costspan/cost', VERSION).startSpan(`outcome ${name}`, { attributes }, context.active()).end()
}

function count(outcome: Attributes, costContext: CostContext, valueNanoUsd: bigint | undefined): void {
  const { outcomes, value } = outcomeCounters(metrics.getMeterProvider())
  const { feature = 'unattributed', team, tier } = costContext
  const attributes: Attributes = { ...outcome, [semconv.COSTSPAN_FEATURE]: feature }
  if (team !== undefined) attributes[semconv.COSTSPAN_TEAM] = team
  if (tier !== undefined) attributes[semconv.COSTSPAN_TIER] = tier
  outcomes.add(1, attributes)
  if (valueNanoUsd !== undefined) value.add(nanoToUsd(valueNanoUsd), attributes)
}
