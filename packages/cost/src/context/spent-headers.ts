import type { ScopeMeter } from './scope-meter.ts'

/**
 * Response headers with what a request has spent until they are sent: `x-costspan-cost-usd` and `x-costspan-tokens`, and
 * `x-costspan-unpriced-calls` when the cost of some calls is unknown. None before the first call has ended, as with a
 * streamed answer: a cost that is not known yet is not zero.
 */
export function spentHeaders(meter: ScopeMeter): Readonly<Record<string, string>> {
  if (meter.calls === 0) return {}
  return {
    'x-costspan-cost-usd': meter.costUsd.toFixed(9),
    'x-costspan-tokens': String(meter.totalTokens),
    ...(meter.unpricedCalls > 0 ? { 'x-costspan-unpriced-calls': String(meter.unpricedCalls) } : {}),
  }
}
