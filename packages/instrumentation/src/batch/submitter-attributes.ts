import type { Attributes } from '@opentelemetry/api'

/** Names of attributes that say who caused a cost; they are the keys under which metadata carries them. */
const ATTRIBUTION =
  /^(?:costspan\.(?:feature|team|tenant|tier|run|tag\.[^\s]+)|user\.id|session\.id|gen_ai\.conversation\.id|gen_ai\.agent\.name)$/

/** Providers allow values of this length; what is longer was not written by us. */
const LONGEST_VALUE = 512

/** The attribution in a batch's metadata. Everything else in it is the application's own and stays out of telemetry. */
export function submitterAttributes(metadata: Readonly<Record<string, unknown>> | undefined): Attributes {
  const attributes: Attributes = {}
  for (const [name, value] of Object.entries(metadata ?? {})) {
    if (typeof value === 'string' && value !== '' && value.length <= LONGEST_VALUE && ATTRIBUTION.test(name)) {
      attributes[name] = value
    }
  }
  return attributes
}
