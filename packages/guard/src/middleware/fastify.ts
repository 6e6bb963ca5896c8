/**
 * Fastify plugin that refuses requests whose budget is spent, and tells clients what is left.
 *
 * @example
 * ```ts
 * import fastify from 'fastify'
 * import { costContextPlugin } from '@costspan/cost/fastify'
 * import { createGuard } from '@costspan/guard'
 * import { budgetPlugin } from '@costspan/guard/fastify'
 *
 * const guard = createGuard({ scope: 'user', limit: '$5.00', per: 'day' })
 * const app = fastify()
 * app.register(costContextPlugin({ user: { header: 'x-user' } }))
 * app.register(budgetPlugin({ guard, responseHeaders: true }))
 * ```
 *
 * @module
 */
import { activeCostContext } from '@costspan/cost'
import { diag } from '@opentelemetry/api'
import { BudgetExceededError } from '../http/budget-exceeded-error.ts'
import { answerOfRefusal, type BudgetAnswer, budgetAnswer, type RefusedRequest } from './budget-headers.ts'
import { type BudgetMiddlewareOptions, guardOf } from './budget-middleware-options.ts'

export type { BudgetMiddlewareOptions } from './budget-middleware-options.ts'

/** What the plugin asks of Fastify; its own types satisfy it. */
export interface FastifyLike {
  addHook(name: 'onRequest', hook: (request: unknown, reply: ReplyLike, done: (error?: Error) => void) => void): unknown
  addHook(name: 'onError', hook: (request: unknown, reply: ReplyLike, error: Error, done: () => void) => void): unknown
}

/** What is used of a reply of Fastify. */
export interface ReplyLike {
  code(status: number): unknown
  headers(values: Readonly<Record<string, string>>): unknown
  send(body: unknown): unknown
}

/**
 * Makes the plugin, for Fastify 5. Register it behind `costContextPlugin`, which says whose request it is. A request of
 * somebody whose budget is spent is answered with 429 and `retry-after`, before its handler starts; so is one whose handler
 * ends with the error of a refused call.
 */
export function budgetPlugin(
  options: Omit<BudgetMiddlewareOptions, 'trailers'> = {},
): (instance: FastifyLike, options: unknown, done: () => void) => void {
  const { responseHeaders = false } = options

  async function answerFor(): Promise<BudgetAnswer | undefined> {
    const guard = guardOf(options)
    if (guard === undefined) return undefined
    try {
      return budgetAnswer(await guard.standing(activeCostContext() ?? {}), Date.now())
    } catch (error) {
      diag.warn('costspan: budgets could not be read for a request, which goes on', error)
      return undefined
    }
  }

  function plugin(instance: FastifyLike, _options: unknown, registered: () => void): void {
    instance.addHook('onRequest', (_request, reply, done) => {
      answerFor()
        .then((answer) => {
          if (answer !== undefined && responseHeaders) reply.headers(answer.headers)
          if (answer?.refusal === undefined) return done()
          send(reply, answer.refusal, responseHeaders)
        })
        .catch(done)
    })
    instance.addHook('onError', (_request, reply, error, done) => {
      const refused = BudgetExceededError.from(error)
      if (refused !== undefined) {
        reply.code(429)
        reply.headers(answerOfRefusal(refused.refusal).headers)
      }
      done()
    })
    registered()
  }

  return Object.assign(plugin, FASTIFY_MARKS)
}

function send(reply: ReplyLike, { headers, body }: RefusedRequest, all: boolean): void {
  const { 'retry-after': retryAfter } = headers
  reply.code(429)
  reply.headers(all ? headers : retryAfter === undefined ? {} : { 'retry-after': retryAfter })
  reply.send(body)
}

/** Fastify gives each plugin an instance of its own unless it is marked; the hooks must reach the routes beside it. */
const FASTIFY_MARKS = {
  [Symbol.for('skip-override')]: true,
  [Symbol.for('fastify.display-name')]: '@costspan/guard/fastify',
} as const
