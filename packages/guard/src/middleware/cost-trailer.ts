import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ScopeMeter } from '@costspan/cost'

const COST_TRAILER = 'x-costspan-cost-usd'

/**
 * Sends what was spent as a trailer: announced in the headers, and sent after the last chunk. An answer that is not sent in
 * chunks has none.
 */
export function sendCostTrailer(request: IncomingMessage, response: ServerResponse, scope: ScopeMeter): void {
  const writeHead = response.writeHead as (...args: readonly unknown[]) => ServerResponse
  const end = response.end as (...args: readonly unknown[]) => ServerResponse
  response.writeHead = (...args: readonly unknown[]): ServerResponse => {
    if (!response.headersSent && isChunked(request, response, args)) response.setHeader('trailer', COST_TRAILER)
    return Reflect.apply(writeHead, response, args)
  }
  response.end = (...args: readonly unknown[]): ServerResponse => {
    // Node.js ignores the trailers of an answer without chunks.
    response.addTrailers({ [COST_TRAILER]: scope.costUsd.toFixed(9) })
    return Reflect.apply(end, response, args)
  }
}

/** Node.js refuses to announce trailers of an answer that has a length, or no body at all. */
function isChunked(request: IncomingMessage, response: ServerResponse, args: readonly unknown[]): boolean {
  const status = typeof args[0] === 'number' ? args[0] : response.statusCode
  const hasBody = request.method !== 'HEAD' && status !== 204 && status !== 304
  return hasBody && request.httpVersion === '1.1' && !response.hasHeader('content-length') && !args.some(namesLength)
}

/** Headers that are given to `writeHead`, as an object or a list. */
function namesLength(headers: unknown): boolean {
  if (typeof headers !== 'object' || headers === null) return false
  const names = Array.isArray(headers) ? headers.flat() : Object.keys(headers)
  return names.some((name) => typeof name === 'string' && name.toLowerCase() === 'content-length')
}
