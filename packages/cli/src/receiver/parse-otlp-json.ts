import type { JsonValue } from '@bufbuild/protobuf'

/**
 * Parses OTLP JSON into the standard JSON form of its protobuf messages. OTLP departs from that form in one point: trace and
 * span ids are hex digits, where bytes are base64. Integers that a sender wrote without quotes keep all their digits.
 * Source: https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding
 */
export function parseOtlpJson(text: string): JsonValue {
  return JSON.parse(text, standardForm) as JsonValue
}

/** The third argument is newer than TypeScript's library; where an engine lacks it, a number is taken as it was parsed. */
function standardForm(key: string, value: JsonValue, context?: { readonly source?: string }): JsonValue {
  if (ID_KEYS.has(key) && typeof value === 'string') return base64OfHex(key, value)
  if (typeof value === 'number' && !Number.isSafeInteger(value) && INTEGER_KEYS.has(key))
    return context?.source ?? value
  return value
}

const ID_KEYS: ReadonlySet<string> = new Set([
  'traceId',
  'spanId',
  'parentSpanId',
  'trace_id',
  'span_id',
  'parent_span_id',
])
const INTEGER_KEYS: ReadonlySet<string> = new Set([
  'intValue',
  'asInt',
  'startTimeUnixNano',
  'endTimeUnixNano',
  'timeUnixNano',
])

function base64OfHex(key: string, hex: string): string {
  if (!/^([0-9a-f]{2})*$/i.test(hex)) throw new SyntaxError(`${key} is ${JSON.stringify(hex)}, expected hex digits`)
  return Buffer.from(hex, 'hex').toString('base64')
}
