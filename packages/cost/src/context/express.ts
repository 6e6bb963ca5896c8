/**
 * Express middleware that says who caused what a request spends.
 *
 * @example
 * ```ts
 * import express from 'express'
 * import { costContextMiddleware } from '@costspan/cost/express'
 *
 * const app = express()
 * app.use(costContextMiddleware({ feature: (request) => request.path, tenant: { header: 'x-tenant' } }))
 * ```
 *
 * @module
 */
import type { ServerResponse } from 'node:http'
import { withCostContext } from './cost-context.ts'
import { costScope } from './cost-scope.ts'
import type { RequestWithHeaders } from './request-cost-context.ts'
import { requestCostSettings, type RequestCostOptions } from './request-cost-options.ts'
import type { ScopeMeter } from './scope-meter.ts'
import { spentHeaders } from './spent-headers.ts'

export type { RequestCostOptions } from './request-cost-options.ts'
export type { RequestCostSources, RequestValue, RequestWithHeaders } from './request-cost-context.ts'

/**
 * Makes the middleware, for Express 5; it uses nothing that Express 4 and other servers with such middleware lack. All that
 * follows it in the chain runs in the request's cost context, so put it behind the authentication whose user it reads.
 *
 * A function that throws or gives no string leaves its value out and never breaks the request.
 *
 * @throws TypeError when an option is wrong
 */
export function costContextMiddleware<Request extends RequestWithHeaders>(
  options: RequestCostOptions<Request>,
): (request: Request, response: ServerResponse, next: (error?: unknown) => void) => void {
  const { costContextOf, responseHeaders } = requestCostSettings<Request>(options, 'costContextMiddleware')

  return (request, response, next) => {
    withCostContext(costContextOf(request), () => {
      if (!responseHeaders) return next()
      costScope((scope) => {
        sendSpending(response, scope)
        next()
      })
    })
  }
}

/** Every way to send headers ends in `writeHead`, and only there is known all that was spent before. */
function sendSpending(response: ServerResponse, scope: ScopeMeter): void {
  const writeHead = response.writeHead as (...args: readonly unknown[]) => ServerResponse
  response.writeHead = (...args: readonly unknown[]): ServerResponse => {
    if (!response.headersSent) {
      for (const [name, value] of Object.entries(spentHeaders(scope))) response.setHeader(name, value)
    }
    return Reflect.apply(writeHead, response, args)
  }
}
