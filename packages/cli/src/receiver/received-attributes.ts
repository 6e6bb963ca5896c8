import type { AnyValue, KeyValue } from './otlp/otlp_pb.ts'

/** Attribute values as OTLP sends them; integers stay exact, so they are `bigint` whatever their size. */
export type AttributeValue = string | boolean | bigint | number | readonly AttributeValue[]
/** The attributes of a span, a point or a resource, by name. */
export type Attributes = ReadonlyMap<string, AttributeValue>

/** Attributes without a value, or with a map or bytes as the value, are left out: nothing here reads such. */
export function receivedAttributes(entries: readonly KeyValue[]): Attributes {
  const attributes = new Map<string, AttributeValue>()
  for (const { key, value } of entries) {
    const read = attributeValue(value)
    if (read !== undefined) attributes.set(key, read)
  }
  return attributes
}

function attributeValue(sent: AnyValue | undefined): AttributeValue | undefined {
  if (sent === undefined) return undefined
  const { value } = sent
  if (value.case !== 'arrayValue') return value.value
  return value.value.values.map(attributeValue).filter((item) => item !== undefined)
}
