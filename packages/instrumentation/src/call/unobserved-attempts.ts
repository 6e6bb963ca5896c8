import type { Span } from '@opentelemetry/api'
import type { TokenUsage } from '../provider.ts'
import * as semconv from '../semconv.ts'
import type { CallStart } from './call-start.ts'
import { promptBytes } from './prompt-bytes.ts'

/** Says how many attempts may be billed though nothing is known of them, and how much each can have used at the most. */
export function setUnobserved(
  span: Span,
  { operation, params }: CallStart,
  count: number,
  usage: TokenUsage | undefined,
): void {
  if (count === 0) return
  span.setAttribute(semconv.COSTSPAN_ATTEMPTS_UNOBSERVED, count)
  const maxInput = usage?.input ?? promptBytes(params)
  if (maxInput !== undefined) span.setAttribute(semconv.COSTSPAN_ATTEMPTS_MAX_INPUT, maxInput)
  const maxOutput = operation.maxOutputTokens?.(params)
  if (maxOutput !== undefined) span.setAttribute(semconv.COSTSPAN_ATTEMPTS_MAX_OUTPUT, maxOutput)
}
