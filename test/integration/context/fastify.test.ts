import { setTimeout as sleep } from 'node:timers/promises'
import { context } from '@opentelemetry/api'
import { activeCostContext, withCostContext } from '@costspan/cost'
import { addToScopes, scopesOf } from '../../../packages/cost/src/context/cost-scope.ts'
import { costContextPlugin } from '@costspan/cost/fastify'
import fastify, { type FastifyInstance } from 'fastify'
import { afterEach, describe, expect, it } from 'vitest'
import { lateBody } from './http-service.ts'
import { CONTEXT_MANAGERS, useContextManager } from '../../unit/cost/context/context-managers.ts'

let app: FastifyInstance

afterEach(() => app.close())

async function serve(): Promise<string> {
  return app.listen({ port: 0, host: '127.0.0.1' })
}

/** What the span processor does when a call that cost 1,500 nano-USD ends. */
function spend(): void {
  addToScopes(scopesOf(context.active()), {
    status: 'reported',
    nanoUsd: 1_500n,
    resends: 0,
    usage: { input: 10, output: 5 },
  })
}

async function post(url: string, headers: Record<string, string> = {}): Promise<Response> {
  const body = lateBody({ question: 'why' })
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
    duplex: 'half',
  })
}

describe.each(CONTEXT_MANAGERS)('the Fastify plugin with $name', ({ create }) => {
  useContextManager(create)

  it.each(['GET', 'POST'])('gives each of 100 %s requests at the same time its own cost context', async (method) => {
    app = fastify()
    app.register(
      costContextPlugin({
        feature: 'search',
        user: (request) => request.headers['x-user']?.toString(),
        tier: { header: 'X-Tier' },
      }),
    )
    app.all('/ask', async () => {
      await sleep(Math.random() * 10)
      return activeCostContext()
    })
    const url = `${await serve()}/ask`
    const users = Array.from({ length: 100 }, (_, index) => `u-${index}`)
    const seen = await Promise.all(
      users.map(async (user) => {
        const headers = { 'x-user': user, 'x-tier': 'pro' }
        return (method === 'POST' ? await post(url, headers) : await fetch(url, { headers })).json()
      }),
    )
    expect(seen).toEqual(users.map((user) => ({ feature: 'search', user, tier: 'pro' })))
    expect(activeCostContext()).toBeUndefined()
  })

  it('keeps what a later hook adds', async () => {
    app = fastify()
    app.register(costContextPlugin({ feature: 'search', team: 'core' }))
    app.addHook('preHandler', (_request, _reply, done) => withCostContext({ feature: 'rank' }, done))
    app.get('/', async () => activeCostContext())
    const answer = await fetch(await serve())
    expect(await answer.json()).toEqual({ feature: 'rank', team: 'core' })
  })

  it('adds the values of an encapsulated part to those of the application, and only there', async () => {
    app = fastify()
    app.register(costContextPlugin({ feature: 'other', team: 'core' }))
    app.register(async (part) => {
      part.register(costContextPlugin({ feature: 'summary' }))
      part.post('/summary', async () => activeCostContext())
    })
    app.post('/', async () => activeCostContext())
    const url = await serve()
    const answers = await Promise.all([post(url), post(`${url}/summary`)])
    expect(await Promise.all(answers.map((answer) => answer.json()))).toEqual([
      { feature: 'other', team: 'core' },
      { feature: 'summary', team: 'core' },
    ])
  })

  it('says in headers what was spent until they are sent, when that is switched on', async () => {
    app = fastify()
    app.register(costContextPlugin({ feature: 'search', responseHeaders: true }))
    app.post('/', async () => {
      await sleep(1)
      spend()
      return 'ok'
    })
    app.post('/free', async () => 'ok')
    const url = await serve()
    const [paid, free] = await Promise.all([post(url), post(`${url}/free`)])
    expect([paid.headers.get('x-costspan-cost-usd'), paid.headers.get('x-costspan-tokens')]).toEqual([
      '0.000001500',
      '15',
    ])
    expect(free.headers.get('x-costspan-cost-usd')).toBeNull()
  })

  it('answers the request when a value cannot be told, and keeps the others', async () => {
    app = fastify()
    const user = (): string => {
      throw new Error('no')
    }
    app.register(costContextPlugin({ feature: 'search', user, team: () => 42 as unknown as string }))
    app.get('/', async () => activeCostContext())
    const answer = await fetch(await serve())
    expect({ status: answer.status, body: await answer.json() }).toEqual({ status: 200, body: { feature: 'search' } })
  })
})

describe('wrong options of the Fastify plugin', () => {
  it('are refused at start, with what was expected', () => {
    expect(() => costContextPlugin({ usr: 'u-1' } as never)).toThrow(
      /^costContextPlugin: usr is unknown; expected feature, user, .* or tags$/,
    )
  })
})
