import type { Attributes, Context } from '@opentelemetry/api'
import { ATTEMPT, type CostAttempt } from '../context/attempt.ts'
import type { CostAttributes } from '../context/cost-attributes.ts'
import { costAttributesOf } from '../context/cost-context.ts'
import { type CarriedSaving, SAVING } from '../context/saving.ts'
import * as semconv from '../semconv.ts'
import type { EndingSpan } from './ending-span.ts'

/** Writes on a span what the context it starts in says of it. Attributes that the span has of its own are left alone. */
export function inheritContext(span: EndingSpan, parentContext: Context): void {
  const inherited = costAttributesOf(parentContext)
  if (inherited !== undefined) inherit(span.attributes, inherited)
  const attempt = parentContext.getValue(ATTEMPT) as CostAttempt | undefined
  if (attempt !== undefined) {
    span.setAttribute(semconv.COSTSPAN_ATTEMPT_KIND, attempt.kind)
    span.setAttribute(semconv.COSTSPAN_ATTEMPT_INDEX, attempt.index)
  }
  const saving = parentContext.getValue(SAVING) as CarriedSaving | undefined
  if (saving !== undefined) noteSaving(span, saving)
}

/**
 * Written as `writeCost` does, and for its reasons; the values are bounded already, and a shorter bound of the SDK would give
 * two users one name.
 */
function inherit(attributes: Attributes, inherited: CostAttributes): void {
  for (const name in inherited) attributes[name] ??= inherited[name]
}

function noteSaving(span: EndingSpan, { overhead, shorter }: CarriedSaving): void {
  if (overhead !== undefined) span.setAttribute(semconv.COSTSPAN_OVERHEAD_KIND, overhead)
  if (shorter === undefined || shorter.inputTokens === 0) return
  span.setAttribute(semconv.COSTSPAN_SAVED_KIND, shorter.kind)
  span.setAttribute(semconv.COSTSPAN_SAVED_INPUT, shorter.inputTokens)
}
