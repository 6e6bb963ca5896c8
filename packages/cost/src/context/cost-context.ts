import { context, createContextKey, type Context } from '@opentelemetry/api'
import { carriedValue, runWithValue } from './carried-value.ts'
import { checkedCostContext } from './checked-cost-context.ts'
import { costAttributes, type CostAttributes } from './cost-attributes.ts'
import { withPseudonyms } from './use-pseudonyms.ts'

/**
 * The cost context: who caused what is spent while it is active. Every span that starts in it gets its values as
 * attributes, so that each dollar can be traced to a feature, a user or a team.
 *
 * A value is a string that is not empty. One longer than 256 characters is cut, and ends in a hash of the whole so that
 * different values stay different.
 */
export interface CostContext {
  /** The feature of the product: `search`, `summary`. Attribute `costspan.feature`. */
  readonly feature?: string | undefined
  /** The end user, by an id rather than a name. Attribute `user.id`. */
  readonly user?: string | undefined
  /** The session of the end user. Attribute `session.id`. */
  readonly session?: string | undefined
  /** The conversation or thread. Attribute `gen_ai.conversation.id`. */
  readonly conversation?: string | undefined
  /** The agent that works. Attribute `gen_ai.agent.name`. */
  readonly agent?: string | undefined
  /** The team that owns the feature. Attribute `costspan.team`. */
  readonly team?: string | undefined
  /** The customer whose users these are. Attribute `costspan.tenant`. */
  readonly tenant?: string | undefined
  /** What the customer pays for: `free`, `pro`, `enterprise`. Attribute `costspan.tier`. */
  readonly tier?: string | undefined
  /** One run of a job or an agent. Attribute `costspan.run`. */
  readonly run?: string | undefined
  /**
   * The application's own keys, each an attribute `costspan.tag.<key>`. A key has 1 to 64 letters, digits, `_`, `-` or `.`
   * and begins with a letter or digit.
   */
  readonly tags?: Readonly<Record<string, string | undefined>> | undefined
}

/** What an OpenTelemetry context holds: the attributes are made once, because the span processor copies them to each span. */
interface CarriedCost {
  readonly costContext: CostContext
  readonly attributes: CostAttributes
}

const COST_CONTEXT_KEY = createContextKey('costspan.cost_context')

/**
 * Runs a function in a cost context, merged with the one around it: a value given here wins, `undefined` leaves the outer
 * value, tags merge key by key. It holds for everything that the function awaits or starts.
 *
 * Without a registered OpenTelemetry context manager the cost context is carried all the same, by an AsyncLocalStorage of
 * its own.
 *
 * @example
 * ```ts
 * import OpenAI from 'openai'
 * import { withCostContext } from '@costspan/cost'
 *
 * const client = new OpenAI()
 * const question = { model: 'gpt-5', input: 'Why is the sky blue?' }
 * const answer = await withCostContext({ feature: 'search', user: 'u-17' }, () => client.responses.create(question))
 * ```
 *
 * @returns what the function returns: the same promise, or the value itself
 * @throws TypeError when a key is unknown or a value is no string or empty
 */
export function withCostContext<T>(costContext: CostContext, fn: () => T): T {
  const inner = withPseudonyms(checkedCostContext(costContext, 'withCostContext'))
  return runWithValue(COST_CONTEXT_KEY, carried(merged(activeCostContext(), inner)), fn)
}

/** The cost context that the calling code runs in, or undefined when there is none. */
export function activeCostContext(): CostContext | undefined {
  return costContextOf(context.active())
}

/** The cost context that an OpenTelemetry context carries, or undefined. The same object until it is changed. */
export function costContextOf(otelContext: Context): CostContext | undefined {
  return carriedCostOf(otelContext)?.costContext
}

/** The span attributes of the cost context that an OpenTelemetry context carries, made when it was set. */
export function costAttributesOf(otelContext: Context): CostAttributes | undefined {
  return carriedCostOf(otelContext)?.attributes
}

/**
 * An OpenTelemetry context with a cost context in it, merged with the one it has. For code that handles contexts itself,
 * such as a worker that takes them from a queue; `withCostContext` is the usual way.
 *
 * @throws TypeError when a key is unknown or a value is no string or empty
 */
export function setCostContext(otelContext: Context, costContext: CostContext): Context {
  const outer = otelContext.getValue(COST_CONTEXT_KEY) as CarriedCost | undefined
  const inner = withPseudonyms(checkedCostContext(costContext, 'setCostContext'))
  return otelContext.setValue(COST_CONTEXT_KEY, carried(merged(outer?.costContext, inner)))
}

function carriedCostOf(otelContext: Context): CarriedCost | undefined {
  return carriedValue(otelContext, COST_CONTEXT_KEY) as CarriedCost | undefined
}

function merged(outer: CostContext | undefined, inner: CostContext): CostContext {
  if (outer === undefined) return Object.freeze(inner)
  const tags = outer.tags && inner.tags ? { tags: Object.freeze({ ...outer.tags, ...inner.tags }) } : {}
  return Object.freeze({ ...outer, ...inner, ...tags })
}

function carried(costContext: CostContext): CarriedCost {
  return { costContext, attributes: costAttributes(costContext) }
}
