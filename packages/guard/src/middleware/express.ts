/**
 * Express middleware that refuses requests whose budget is spent, and tells clients what is left.
 *
 * @example
 * ```ts
 * import express from 'express'
 * import { costContextMiddleware } from '@costspan/cost/express'
 * import { createGuard } from '@costspan/guard'
 * import { budgetErrorHandler, budgetMiddleware } from '@costspan/guard/express'
 *
 * const guard = createGuard({ scope: 'user', limit: '$5.00', per: 'day' })
 * const app = express()
 * app.use(costContextMiddleware({ user: { header: 'x-user' } }), budgetMiddleware({ guard, responseHeaders: true }))
 * app.use(budgetErrorHandler())
 * ```
 *
 * @module
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { activeCostContext, costScope } from '@costspan/cost'
import { diag } from '@opentelemetry/api'
import { BudgetExceededError } from '../http/budget-exceeded-error.ts'
import { answerOfRefusal, budgetAnswer, type RefusedRequest } from './budget-headers.ts'
import { type BudgetMiddlewareOptions, guardOf } from './budget-middleware-options.ts'
import { sendCostTrailer } from './cost-trailer.ts'

export type { BudgetMiddlewareOptions } from './budget-middleware-options.ts'

type Next = (error?: unknown) => void

/**
 * Makes the middleware. Put it behind `costContextMiddleware`, which says whose request it is: a request of somebody whose
 * budget is spent is answered with 429 and `retry-after`, before its handler starts. When the store of budgets fails the
 * request goes on: each call inside is decided by itself.
 */
export function budgetMiddleware(
  options: BudgetMiddlewareOptions = {},
): (request: IncomingMessage, response: ServerResponse, next: Next) => void {
  const { responseHeaders = false, trailers = false } = options
  return (request, response, next) => {
    const proceed = (): void => {
      if (!trailers) return next()
      costScope((scope) => {
        sendCostTrailer(request, response, scope)
        next()
      })
    }
    const guard = guardOf(options)
    if (guard === undefined) return proceed()
    guard
      .standing(activeCostContext() ?? {})
      .then(
        (standing) => {
          const { headers, refusal } = budgetAnswer(standing, Date.now())
          // Somebody else may have answered meanwhile, such as a limit of time.
          if (response.headersSent) return
          if (responseHeaders) for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
          if (refusal === undefined) proceed()
          else send(response, refusal, responseHeaders)
        },
        (error: unknown) => {
          diag.warn('costspan: budgets could not be read for a request, which goes on', error)
          proceed()
        },
      )
      .catch(next)
  }
}

/**
 * Makes the error handler that answers a refused call with 429 and `retry-after`, when the handler of the request let its
 * error through. Put it behind all routes; other errors go on to the next handler.
 */
export function budgetErrorHandler(): (
  error: unknown,
  request: IncomingMessage,
  response: ServerResponse,
  next: Next,
) => void {
  return (error, _request, response, next) => {
    const refused = BudgetExceededError.from(error)
    if (refused === undefined || response.headersSent) return next(error)
    send(response, answerOfRefusal(refused.refusal), false)
  }
}

function send(response: ServerResponse, { headers, body }: RefusedRequest, all: boolean): void {
  response.statusCode = 429
  for (const [name, value] of Object.entries(headers)) {
    if (all || name === 'retry-after') response.setHeader(name, value)
  }
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify(body))
}
