import type { Attributes, Span } from '@opentelemetry/api'

/**
 * Lets `write` set attributes that are known to be sound: numbers, booleans, strings, lists of strings that nobody else
 * holds.
 *
 * The OpenTelemetry SDK checks each value that it is given, to any depth and for cycles, which for the twenty attributes
 * of a call takes more time and memory than all else that we do. So they are written where it would put them, if the span
 * is the SDK's own and its owner did not limit the length of values; else they are set one by one.
 */
export function writeAttributes(span: Span, write: (attributes: Attributes) => void): void {
  const own = unlimitedAttributes(span)
  if (own !== undefined) return write(own)
  const attributes: Attributes = {}
  write(attributes)
  span.setAttributes(attributes)
}

/** Where a span of the SDK keeps its attributes. Spans of other makers have no such place, or no limits to look at. */
interface SdkSpan {
  readonly attributes?: Attributes
  readonly _spanLimits?: { readonly attributeValueLengthLimit?: number }
}

function unlimitedAttributes(span: Span): Attributes | undefined {
  const { attributes, _spanLimits } = span as SdkSpan
  return _spanLimits?.attributeValueLengthLimit === Infinity && span.isRecording() ? attributes : undefined
}
