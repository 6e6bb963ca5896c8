import type { Attributes } from '@opentelemetry/api'
import * as semconv from '../../semconv.ts'
import { numberAt } from './dialect.ts'

/** Emitters, by their scope, that pass on Anthropic's own `input_tokens`, which leaves out what the cache read and wrote. */
const LEAVES_CACHE_OUT = /^(?:@traceloop\/|openlit)/

/**
 * The attributes of a call with an input that includes the cache, as the conventions have it.
 *
 * Only emitters that are known to leave it out are put right. To tell by the numbers would put right those calls alone whose
 * cache exceeds the rest, and price the others wrong without a sign; as it is, an unknown emitter's are `invalid`, and seen.
 */
export function withWholeInput(attributes: Attributes, scopeName: string): Attributes {
  const input = numberAt(attributes, semconv.USAGE_INPUT)
  const provider = attributes[semconv.GEN_AI_PROVIDER_NAME] ?? attributes[semconv.GEN_AI_SYSTEM]
  if (input === undefined || !LEAVES_CACHE_OUT.test(scopeName) || !/anthropic/i.test(String(provider)))
    return attributes
  const cacheRead = numberAt(attributes, semconv.USAGE_CACHE_READ) ?? 0
  const cacheWrite =
    numberAt(attributes, semconv.USAGE_CACHE_WRITE) ?? numberAt(attributes, semconv.USAGE_CACHE_CREATION) ?? 0
  return { ...attributes, [semconv.USAGE_INPUT]: input + cacheRead + cacheWrite }
}
