import type { Exchange } from './exchange.ts'

/** The id that the response's headers carry, and that Anthropic's errors repeat. */
export function requestId(exchange: Pick<Exchange, 'sequence'>): string {
  return `req_${exchange.sequence.toString(36).padStart(24, '0')}`
}

/** An id in the provider's style, the same for the same request of a fresh server. */
export function idOf(prefix: string, exchange: Pick<Exchange, 'sequence'>, part = 0): string {
  return `${prefix}${(exchange.sequence * 64 + part).toString(36).padStart(24, '0')}`
}
