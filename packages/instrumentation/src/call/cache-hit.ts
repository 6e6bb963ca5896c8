import type { Attributes, Span } from '@opentelemetry/api'
import * as semconv from '../semconv.ts'

const HITS: ReadonlySet<unknown> = new Set(['exact', 'semantic'])

/** Whether a cache has answered the call, as whoever stands between the SDK and its provider has noted on its span. */
export function isCacheHit(span: Span): boolean {
  const { attributes } = span as { readonly attributes?: Attributes }
  return HITS.has(attributes?.[semconv.COSTSPAN_CACHE_RESULT])
}
