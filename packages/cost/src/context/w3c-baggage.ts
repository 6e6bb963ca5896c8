import { createContextKey, propagation, type Baggage, type Context, type TextMapPropagator } from '@opentelemetry/api'
import { memberOf, readMembers, type BaggageMember } from './baggage-members.ts'

export const BAGGAGE_HEADER = 'baggage'

/** The SDK's mark on contexts whose requests are telemetry's own, such as an exporter's. */
const SUPPRESS_TRACING_KEY = createContextKey('OpenTelemetry SDK Context Key SUPPRESS_TRACING')

/**
 * The baggage of OpenTelemetry itself in its W3C header, for set-ups that give the cost propagator no propagator of their
 * own: both write one header, so one of them must write both.
 */
export const w3cBaggage: TextMapPropagator = {
  inject(otelContext, carrier, setter) {
    if (isTracingSuppressed(otelContext)) return
    const entries = propagation.getBaggage(otelContext)?.getAllEntries() ?? []
    const texts = entries.map(([name, { value, metadata }]) => {
      const { text } = memberOf(name, value)
      return metadata === undefined ? text : `${text};${metadata.toString()}`
    })
    if (texts.length > 0) setter.set(carrier, BAGGAGE_HEADER, texts.join(','))
  },
  extract(otelContext, carrier, getter) {
    const members = readMembers(headerText(getter.get(carrier, BAGGAGE_HEADER)))
    if (members.length === 0) return otelContext
    return propagation.setBaggage(otelContext, baggageOf(members))
  },
  fields() {
    return [BAGGAGE_HEADER]
  },
}

export function isTracingSuppressed(otelContext: Context): boolean {
  return otelContext.getValue(SUPPRESS_TRACING_KEY) === true
}

/** A header that may be missing, or may have been sent in several parts. */
export function headerText(header: string | readonly string[] | undefined): string {
  return typeof header === 'string' ? header : (header ?? []).join(',')
}

function baggageOf(members: readonly BaggageMember[]): Baggage {
  return propagation.createBaggage(Object.fromEntries(members.map(({ name, value }) => [name, { value }])))
}
