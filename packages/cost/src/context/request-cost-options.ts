import type { CostContext } from './cost-context.ts'
import { requestCostReader, type RequestCostSources, type RequestWithHeaders } from './request-cost-context.ts'

/** The source of each value of the cost context, and what to tell the client. */
export type RequestCostOptions<Request> = RequestCostSources<Request> & {
  /**
   * Adds `x-costspan-cost-usd`, `x-costspan-tokens` and, where some calls have no price, `x-costspan-unpriced-calls` to
   * the response, of what was spent until its headers are sent. Off by default: it tells the client what it costs you.
   */
  readonly responseHeaders?: boolean | undefined
}

/** The options in the form that a middleware works with. */
export interface RequestCostSettings<Request> {
  readonly costContextOf: (request: Request) => CostContext
  readonly responseHeaders: boolean
}

/** @throws TypeError naming the option, its value and what was expected */
export function requestCostSettings<Request extends RequestWithHeaders>(
  options: RequestCostOptions<Request>,
  owner: string,
): RequestCostSettings<Request> {
  const { responseHeaders = false, ...sources } = options
  if (typeof responseHeaders !== 'boolean') {
    throw new TypeError(`${owner}: responseHeaders must be true or false, got ${JSON.stringify(responseHeaders)}`)
  }
  return { costContextOf: requestCostReader<Request>(sources, owner), responseHeaders }
}
