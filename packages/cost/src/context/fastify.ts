/**
 * Fastify plugin that says who caused what a request spends.
 *
 * @example
 * ```ts
 * import fastify from 'fastify'
 * import { costContextPlugin } from '@costspan/cost/fastify'
 *
 * const app = fastify()
 * app.register(costContextPlugin({ feature: 'search', tenant: { header: 'x-tenant' } }))
 * ```
 *
 * @module
 */
import { withCostContext } from './cost-context.ts'
import { costScope } from './cost-scope.ts'
import type { RequestWithHeaders } from './request-cost-context.ts'
import { requestCostSettings, type RequestCostOptions } from './request-cost-options.ts'
import type { ScopeMeter } from './scope-meter.ts'
import { spentHeaders } from './spent-headers.ts'

export type { RequestCostOptions } from './request-cost-options.ts'
export type { RequestCostSources, RequestValue, RequestWithHeaders } from './request-cost-context.ts'

/** What the plugin asks of Fastify; its own types satisfy it. */
export interface FastifyLike<Request> {
  addHook(name: 'onRequest', hook: (request: Request, reply: ReplyLike, done: () => void) => void): unknown
  addHook(
    name: 'onSend',
    hook: (request: Request, reply: ReplyLike, payload: unknown, done: () => void) => void,
  ): unknown
}

/** What is used of a reply of Fastify. */
export interface ReplyLike {
  headers(values: Readonly<Record<string, string>>): unknown
}

/**
 * Makes the plugin, for Fastify 5. It holds for the routes of the instance that registers it: the whole application,
 * or one encapsulated part. Hooks run in the order in which plugins were registered, so register it behind the
 * authentication whose user it reads.
 *
 * A function that throws or gives no string leaves its value out and never breaks the request.
 *
 * @throws TypeError when an option is wrong
 */
export function costContextPlugin<Request extends RequestWithHeaders>(
  options: RequestCostOptions<Request>,
): (instance: FastifyLike<Request>, options: unknown, done: () => void) => void {
  const { costContextOf, responseHeaders } = requestCostSettings<Request>(options, 'costContextPlugin')
  const scopes = new WeakMap<Request, ScopeMeter>()

  function plugin(instance: FastifyLike<Request>, _options: unknown, registered: () => void): void {
    // Callbacks rather than promises: what follows runs inside of `done`, and so inside of the cost context.
    instance.addHook('onRequest', (request, _reply, done) => {
      withCostContext(costContextOf(request), () => {
        if (!responseHeaders) return done()
        costScope((scope) => {
          scopes.set(request, scope)
          done()
        })
      })
    })
    if (responseHeaders) {
      instance.addHook('onSend', (request, reply, _payload, done) => {
        const scope = scopes.get(request)
        if (scope !== undefined) reply.headers(spentHeaders(scope))
        done()
      })
    }
    registered()
  }

  return Object.assign(plugin, FASTIFY_MARKS)
}

/** Fastify gives each plugin an instance of its own unless it is marked; the hooks must reach the routes beside it. */
const FASTIFY_MARKS = {
  [Symbol.for('skip-override')]: true,
  [Symbol.for('fastify.display-name')]: '@costspan/cost/fastify',
} as const
