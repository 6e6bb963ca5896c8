import type { Attributes } from '@opentelemetry/api'
import * as semconv from '../../semconv.ts'
import type { EndingSpan } from '../ending-span.ts'
import { type CallFacts, readCall } from '../read-call.ts'
import { broughtCost } from './brought-cost.ts'
import { inConventions } from './dialects.ts'
import { withWholeInput } from './whole-input.ts'

/** A call as the span of another emitter tells it. */
export interface ForeignCall {
  readonly facts: CallFacts
  /**
   * What the span said in other words, under the conventions' names: written on the span when it is priced, so that ledgers
   * and collectors find one kind of call. Undefined where it said all in those names.
   */
  readonly translation: Attributes | undefined
}

/** Reads a call from a span that we did not make, or undefined where the span is none or has been priced before. */
export function readForeignCall(span: EndingSpan): ForeignCall | undefined {
  const named = inConventions(span.attributes, span.name ?? '')
  if (named === undefined) return undefined
  const call = withWholeInput(named, span.instrumentationScope?.name ?? '')
  const [error, cost] = [errorOf(span), costOf(call, span.attributes)]
  const whole = error === undefined && cost === undefined ? call : { ...call, ...error, ...cost }
  const facts = readCall(whole)
  if (facts === undefined) return undefined
  return { facts, translation: whole === span.attributes ? undefined : addedTo(span.attributes, whole) }
}

const STATUS_ERROR = 2

/** Some emitters tell of a failure by the status of the span and an event alone. */
function errorOf({ attributes, status, events }: EndingSpan): Attributes | undefined {
  if (attributes[semconv.ERROR_TYPE] !== undefined || status?.code !== STATUS_ERROR) return undefined
  const exception = events?.find(({ name }) => name === 'exception')
  const type = exception?.attributes?.['exception.type']
  return { [semconv.ERROR_TYPE]: typeof type === 'string' && type !== '' ? type : '_OTHER' }
}

/** The cost that the span brings. An amount in another currency than ours is not read, rather than taken for dollars. */
function costOf(call: Attributes, own: Attributes): Attributes | undefined {
  const currency = call[semconv.GEN_AI_COST_CURRENCY] ?? own['gen_ai.usage.cost.currency'] ?? 'USD'
  if (currency !== 'USD') return { [semconv.GEN_AI_COST_AMOUNT]: undefined }
  if (call[semconv.GEN_AI_COST_AMOUNT] !== undefined) return undefined
  const brought = broughtCost(own)
  if (brought === undefined) return undefined
  return {
    [semconv.GEN_AI_COST_AMOUNT]: brought.usd,
    [semconv.GEN_AI_COST_SOURCE]: 'local',
    [semconv.COSTSPAN_COST_READ_FROM]: brought.name,
  }
}

/** What a translation adds to a span. The cost is written by whoever writes all costs, where it is not a cost refused. */
function addedTo(attributes: Attributes, call: Attributes): Attributes {
  const added: Attributes = {}
  for (const name in call) {
    if (call[name] !== undefined && attributes[name] !== call[name] && !name.startsWith('gen_ai.usage.cost.')) {
      added[name] = call[name]
    }
  }
  return added
}
