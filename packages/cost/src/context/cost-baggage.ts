import { propagation, type Context, type TextMapPropagator, type TextMapSetter } from '@opentelemetry/api'
import { memberOf, readMembers, writeMembers, type BaggageMember } from './baggage-members.ts'
import { costBaggageSettings, type CostBaggageOptions } from './cost-baggage-options.ts'
import { costAttributesOf, setCostContext } from './cost-context.ts'
import { costContextFrom, isAttribution, keyOfEntry, type CostContextKey } from './cost-entries.ts'
import { destinationOf } from './llm-destination.ts'
import { BAGGAGE_HEADER, headerText, isTracingSuppressed } from './w3c-baggage.ts'
import { warnOnce } from './warn-once.ts'

/**
 * A propagator that carries the cost context to other services, as entries of W3C baggage named like the attributes:
 * `costspan.feature=search,costspan.tier=pro`. The application's own baggage is carried with it; where both name the same
 * thing, the cost context wins.
 *
 * LLM providers never get it. A request to one is known by the mark of an instrumentation (`LLM_CALL_KEY`), by an active
 * GenAI client span, or by an HTTP client span to a known host; out of its baggage everything is taken that identifies
 * someone. The option `unreadableSpans` is for spans that do not tell where they go.
 *
 * @example
 * ```ts
 * import { propagation } from '@opentelemetry/api'
 * import { CompositePropagator, W3CTraceContextPropagator } from '@opentelemetry/core'
 * import { costBaggagePropagator } from '@costspan/cost'
 *
 * const propagators = [new W3CTraceContextPropagator(), costBaggagePropagator({ trustInbound: true })]
 * propagation.setGlobalPropagator(new CompositePropagator({ propagators }))
 * ```
 *
 * @throws TypeError when an option is wrong
 */
export function costBaggagePropagator(options: CostBaggageOptions = {}): TextMapPropagator {
  const { keys, trusts, isLlmHost, withholdsUnreadable, inner } = costBaggageSettings(options)

  return {
    inject(otelContext, carrier, setter) {
      if (isTracingSuppressed(otelContext)) return inner.inject(otelContext, carrier, setter)
      const present = injectInner(inner, otelContext, carrier, setter)
      const destination = destinationOf(otelContext, isLlmHost)
      const withheld = destination === 'llm' || (destination === 'unreadable' && withholdsUnreadable)
      const header = withheld ? withoutAttribution(present) : withCost(present, ownMembers(otelContext, keys))
      if (header !== '') setter.set(carrier, BAGGAGE_HEADER, header)
    },
    extract(otelContext, carrier, getter) {
      const extracted = inner.extract(otelContext, carrier, getter)
      if (!trusts(carrier)) return withoutInboundBaggage(extracted, otelContext)
      const inbound = costContextFrom(readMembers(headerText(getter.get(carrier, BAGGAGE_HEADER))), keys)
      return Object.keys(inbound).length === 0 ? extracted : setCostContext(extracted, inbound)
    },
    fields() {
      return [...new Set([...inner.fields(), BAGGAGE_HEADER])]
    },
  }
}

/** Lets the inner propagator write all its headers but baggage, which is returned. */
function injectInner(inner: TextMapPropagator, otelContext: Context, carrier: unknown, setter: TextMapSetter): string {
  let baggage = ''
  inner.inject(otelContext, carrier, {
    set(target, key, value) {
      if (key.toLowerCase() === BAGGAGE_HEADER) baggage = value
      else setter.set(target, key, value)
    },
  })
  return baggage
}

function ownMembers(otelContext: Context, keys: ReadonlySet<CostContextKey>): readonly BaggageMember[] {
  return Object.entries(costAttributesOf(otelContext) ?? {})
    .filter(([name]) => {
      const key = keyOfEntry(name)
      return key !== undefined && keys.has(key)
    })
    .map(([name, value]) => memberOf(name, value))
}

function withCost(present: string, own: readonly BaggageMember[]): string {
  if (own.length === 0) return present
  const names = new Set(own.map(({ name }) => name))
  const others = readMembers(present).filter(({ name }) => !names.has(name))
  const { header, omitted } = writeMembers(others, own)
  for (const { name } of omitted)
    warnOnce(`costBaggagePropagator: ${name} does not fit into the baggage and is not carried`)
  return header
}

function withoutAttribution(present: string): string {
  const others = readMembers(present).filter(({ name }) => !isAttribution(name))
  return writeMembers(others, []).header
}

/** Takes a stranger's attribution out of the baggage that came with the request. */
function withoutInboundBaggage(extracted: Context, before: Context): Context {
  const baggage = propagation.getBaggage(extracted)
  if (baggage === undefined || baggage === propagation.getBaggage(before)) return extracted
  const names = baggage.getAllEntries().map(([name]) => name)
  return propagation.setBaggage(extracted, baggage.removeEntries(...names.filter(isAttribution)))
}
