/**
 * Layer: one of several spans that are made of one call, as when an application's framework, an instrumentation and ours each
 * watch it. One of them is counted:
 *
 * 1. ours, or the span of an SDK that traces itself, wherever it stands: they know tiers, attempts and lost streams;
 * 2. else the innermost that knows what the call used, because it is the nearest to the wire and sees each attempt;
 * 3. else the outermost.
 *
 * Layers are told by the tree of spans in this process: what runs inside a call's span is a layer of it, up to an agent or a
 * tool, in which other calls begin; and where an emitter leaves its spans inactive, by the moment (`inactive-spans.ts`).
 */
import { type Context, type Span, trace } from '@opentelemetry/api'
import * as semconv from '../../semconv.ts'
import type { EndingSpan } from '../ending-span.ts'
import { PRICED_OPERATIONS } from '../priced-operations.ts'
import type { CallFacts } from '../read-call.ts'
import { emitterKind } from './emitter-kind.ts'
import { createInactiveSpans } from './inactive-spans.ts'
import { readForeignCall } from './read-foreign-call.ts'

/** Which spans of this process are layers of one call. */
export interface CallLayers {
  started(span: EndingSpan, parentContext: Context): void
  /** To be told of every span of others that ends. */
  ended(span: EndingSpan): void
  /** Whether another span of the same call is counted, or will be. If not, this one is. */
  isCountedElsewhere(span: EndingSpan, facts: CallFacts): boolean
}

/** What is known of one span. */
interface Layer {
  readonly span: EndingSpan
  /** The layer around it. What is over is taken out, so that a chain of spans does not hold all that came before. */
  parent: Layer | undefined
  /** A span of ours was made inside. */
  holdsOwn: boolean
  /** The most that was counted of what was made inside. */
  counted: 'nothing' | 'a failure' | 'its usage'
}

/** A span with its layer under a key of ours. */
type LayeredSpan = EndingSpan & Record<symbol, Layer | undefined>

export function createCallLayers(): CallLayers {
  /**
   * Where a span has its layer: on itself, because to set an entry of a WeakMap takes microseconds, and this is done for every
   * span of the application that has a parent.
   */
  const key = Symbol('costspan.layer')
  const inactive = createInactiveSpans<Layer>()

  function layerOf(span: EndingSpan, parent?: Layer): Layer {
    const layered = span as LayeredSpan
    return (layered[key] ??= { span, parent, holdsOwn: false, counted: 'nothing' })
  }

  /** Some emitters put an object of their own around a span, which then is the parent in the context. */
  const wrapped = new Map<string, Layer>()

  function parentIn(context: Context): Layer | undefined {
    const parentSpan: unknown = trace.getSpan(context)
    if (isRecorded(parentSpan)) {
      const layer = layerOf(parentSpan)
      layer.parent = stillAround(layer.parent)
      return stillAround(layer)
    }
    return wrapped.size === 0 || !isSpan(parentSpan) ? undefined : wrapped.get(parentSpan.spanContext().spanId)
  }

  return {
    started(span, parentContext) {
      const parent = parentIn(parentContext)
      const emitter = emitterKind(span.instrumentationScope?.name)
      if (emitter === 'own' && isPriced(span)) {
        markHolding(parent)
        markHolding(inactive.claimedBy(span))
        return
      }
      if (parent !== undefined) layerOf(span, parent)
      if (emitter === 'inactive') inactive.opened(span, layerOf(span, parent))
      if (emitter === 'wrapping' && wrapped.size < MOST_WRAPPED) {
        wrapped.set(span.spanContext().spanId, layerOf(span, parent))
      }
    },

    ended(span) {
      inactive.ended(span)
      if (wrapped.size > 0) wrapped.delete(span.spanContext().spanId)
    },

    isCountedElsewhere(span, facts) {
      const layer = (span as LayeredSpan)[key]
      if (layer === undefined) return false
      if (layer.holdsOwn) return true
      const around = callsAround(layer.parent)
      if (around.some((outer) => isOwnCall(outer.span))) return true

      const knowsUsage = facts.usage !== undefined || facts.returnedUsd !== undefined
      if (layer.counted === 'its usage' || (layer.counted === 'a failure' && !knowsUsage)) return true
      const isSilent = !knowsUsage && facts.errorType === undefined
      if (isSilent && around.some((outer) => readForeignCall(outer.span) !== undefined)) return true

      for (const outer of around) {
        if (knowsUsage) outer.counted = 'its usage'
        else if (outer.counted === 'nothing') outer.counted = 'a failure'
      }
      return false
    },
  }
}

/**
 * The layer itself, or the nearest around it that matters to what begins now. A span that has ended counts no more of what is
 * inside, unless it is ours, which is the one that counts; and one of an agent or a tool still has nothing around it.
 */
function stillAround(layer: Layer | undefined): Layer | undefined {
  let each = layer
  while (each?.span.ended === true && !isOwnCall(each.span)) each = isBoundary(each.span) ? undefined : each.parent
  return each
}

/** A span of ours is inside of a layer, and so of all around it. */
function markHolding(layer: Layer | undefined): void {
  for (let each = layer; each !== undefined && !isBoundary(each.span); each = each.parent) each.holdsOwn = true
}

/** A span and those around it, up to the agent or tool that they belong to. */
function callsAround(layer: Layer | undefined): Layer[] {
  const found: Layer[] = []
  for (let each = layer; each !== undefined && !isBoundary(each.span); each = each.parent) {
    found.push(each)
  }
  return found
}

/** Agents, workflows and tools make calls that are not layers of one another. */
function isBoundary({ attributes }: EndingSpan): boolean {
  const operation = attributes[semconv.GEN_AI_OPERATION_NAME]
  if (typeof operation === 'string') return !PRICED_OPERATIONS.has(operation)
  return attributes['ai.operationId'] === 'ai.toolCall' || attributes['openinference.span.kind'] === 'TOOL'
}

/** Spans of ours, and those that an SDK makes of its own calls, for which ours stand aside. */
function isOwnCall(span: EndingSpan): boolean {
  return emitterKind(span.instrumentationScope?.name) === 'own' && isPriced(span)
}

function isPriced({ attributes }: EndingSpan): boolean {
  const operation = attributes[semconv.GEN_AI_OPERATION_NAME]
  return typeof operation === 'string' && PRICED_OPERATIONS.has(operation)
}

/** Spans that are never ended must not fill the memory. */
const MOST_WRAPPED = 1_000

function isSpan(value: unknown): value is Pick<Span, 'spanContext'> {
  return typeof value === 'object' && value !== null && 'spanContext' in value
}

/** A span of this process, which its processors see too; one of a caller elsewhere has no attributes. */
function isRecorded(span: unknown): span is EndingSpan {
  return typeof span === 'object' && span !== null && 'attributes' in span
}
