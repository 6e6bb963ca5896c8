import * as semconv from '../../semconv.ts'
import type { EndingSpan } from '../ending-span.ts'

/**
 * Inactive spans: those that an emitter makes around a call without making them the parent of what happens inside. The tree of
 * spans does not show that ours is a layer of the same call, so it is told by the moment: of the open spans of such an emitter,
 * ours belongs to the latest that has none yet.
 */
export interface InactiveSpans<Layer> {
  /** Remembers a span of an emitter that leaves its spans inactive. */
  opened(span: EndingSpan, layer: Layer): void
  /** The layer around a span of ours, which then belongs to it and to no other. */
  claimedBy(own: EndingSpan): Layer | undefined
  ended(span: EndingSpan): void
}

/**
 * The emitters, by scope, with the scopes of ours that meter the same calls. `gen_ai` is `@ai-sdk/otel`, which makes its spans
 * of `generateText` active, and those of `generateObject` and `embed` not.
 */
const EMITTERS: ReadonlyMap<string | undefined, RegExp> = new Map([
  ['langfuse-sdk', /\/openai$/],
  ['gen_ai', /\/ai-sdk\./],
])

/** Whether the emitter with a scope is one of them. */
export function leavesInactive(scope: string): boolean {
  return EMITTERS.has(scope)
}

/** Spans that are never ended must not fill the memory. */
const MOST_OPEN = 1_000

export function createInactiveSpans<Layer>(): InactiveSpans<Layer> {
  const open = new Map<EndingSpan, Layer>()
  return {
    opened(span, layer) {
      if (open.size >= MOST_OPEN) open.delete(open.keys().next().value ?? span)
      open.set(span, layer)
    },
    claimedBy(own) {
      if (open.size === 0) return undefined
      const around = [...open.keys()].findLast((span) => isAround(span, own))
      if (around === undefined) return undefined
      const layer = open.get(around)
      open.delete(around)
      return layer
    },
    ended(span) {
      if (open.size > 0) open.delete(span)
    },
  }
}

function isAround(span: EndingSpan, own: EndingSpan): boolean {
  const ours = EMITTERS.get(span.instrumentationScope?.name)
  if (ours?.test(own.instrumentationScope?.name ?? '') !== true) return false
  return agrees(span, own, semconv.GEN_AI_OPERATION_NAME) && agrees(span, own, semconv.GEN_AI_REQUEST_MODEL)
}

/** Not all emitters say at the start what they are about. */
function agrees(span: EndingSpan, own: EndingSpan, name: string): boolean {
  const said = span.attributes[name]
  return said === undefined || said === own.attributes[name]
}
