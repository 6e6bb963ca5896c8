import { costContextMiddleware } from '@costspan/cost/express'
import { costContextPlugin } from '@costspan/cost/fastify'
import { BudgetExceededError, createGuard, type Guard } from '@costspan/guard'
import { budgetErrorHandler, budgetMiddleware } from '@costspan/guard/express'
import { budgetPlugin } from '@costspan/guard/fastify'
import express from 'express'
import fastify from 'fastify'
import { EventEmitter, once } from 'node:events'
import { get, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { activeCostContext } from '@costspan/cost'
import { refused, spend } from '../ask.ts'

/** A web application whose `/` spends a cent, and whose `/refused` ends with the error of a refused call. */
interface WebApp {
  readonly port: number
  close(): Promise<unknown>
}

const APPS: Readonly<Record<string, (guard: Guard) => Promise<WebApp>>> = { express: expressApp, fastify: fastifyApp }

async function spendOne(guard: Guard): Promise<string> {
  return spend(guard, { context: activeCostContext() ?? {} })
}

async function failWith(guard: Guard): Promise<never> {
  throw new BudgetExceededError(await refused(guard, { nanoUsd: 10n ** 12n }), 'refused')
}

async function expressApp(guard: Guard): Promise<WebApp> {
  const app = express()
  app.use(costContextMiddleware({ user: { header: 'x-user' } }), budgetMiddleware({ guard, responseHeaders: true }))
  app.get('/', async (_request, response) => void response.send(await spendOne(guard)))
  app.get('/refused', () => failWith(guard))
  app.use(budgetErrorHandler())
  const server: Server = app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { port: (server.address() as AddressInfo).port, close: async () => server.close() }
}

async function fastifyApp(guard: Guard): Promise<WebApp> {
  const app = fastify()
  app.register(costContextPlugin({ user: { header: 'x-user' } }))
  app.register(budgetPlugin({ guard, responseHeaders: true }))
  app.get('/', () => spendOne(guard))
  app.get('/refused', () => failWith(guard))
  await app.listen({ port: 0, host: '127.0.0.1' })
  return { port: (app.server.address() as AddressInfo).port, close: () => app.close() }
}

async function request(
  port: number,
  path: string,
  user?: string,
): Promise<IncomingMessage & { readonly body: string }> {
  const headers = user === undefined ? {} : { 'x-user': user }
  const [response] = (await once(get({ port, path, headers, agent: false }), 'response')) as [IncomingMessage]
  return Object.assign(response, { body: await text(response) })
}

describe.each(Object.entries(APPS))('%s', (_name, start) => {
  let app: WebApp
  beforeEach(async () => {
    const budgets = [{ scope: 'user', limit: '$0.02', unattributed: '$0.01', per: 'day' }] as const
    app = await start(createGuard({ budgets, now: () => Date.now() }))
  })
  afterEach(() => app.close())

  it('tells who asks what is left, and refuses him when nothing is', async () => {
    const [first, second, third] = [
      await request(app.port, '/', 'a'),
      await request(app.port, '/', 'a'),
      await request(app.port, '/', 'a'),
    ]
    expect([first.statusCode, first.body, first.headers['x-costspan-budget-remaining-usd']]).toEqual([
      200,
      'allow',
      '0.020000000',
    ])
    expect([second.statusCode, second.headers['x-costspan-budget-remaining-usd']]).toEqual([200, '0.010000000'])
    expect(third.statusCode).toBe(429)
    expect(Number(third.headers['retry-after'])).toBeGreaterThan(0)
    expect(JSON.parse(third.body)).toMatchObject({
      error: { type: 'budget_exceeded', budget: 'user-day', window: 'day' },
    })
    expect((await request(app.port, '/', 'b')).statusCode).toBe(200)
  })

  it('holds those who do not say who they are against their own limit', async () => {
    expect((await request(app.port, '/')).statusCode).toBe(200)
    expect((await request(app.port, '/')).statusCode).toBe(429)
  })

  it('answers 429 when a handler ends with a refused call', async () => {
    const response = await request(app.port, '/refused', 'a')
    expect(response.statusCode).toBe(429)
  })
})

describe('a middleware', () => {
  it('of express leaves a request alone that somebody has answered while budgets were read', async () => {
    const guard = createGuard({ limit: '$1.00', per: 'day' })
    const read = new EventEmitter()
    const slow: Guard = { ...guard, standing: async (context) => (await once(read, 'now'), guard.standing(context)) }
    const handled: string[] = []
    const app = express()
    app.use((_request, response, next) => {
      next()
      response.status(503).end()
      read.emit('now')
    })
    app.use(budgetMiddleware({ guard: slow }))
    app.get('/', (_request, response) => {
      handled.push('/')
      response.end()
    })
    const server: Server = app.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    expect((await request(port, '/')).statusCode).toBe(503)
    await new Promise(setImmediate)
    expect(handled).toEqual([])
    server.close()
  })

  it('of fastify without a guard fails the request, and not the process', async () => {
    const app = fastify()
    app.register(budgetPlugin())
    app.get('/', () => 'unguarded')
    const { statusCode, body } = await app.inject('/')
    expect([statusCode, body]).toEqual([500, expect.stringContaining('has no guard')])
    await app.close()
  })
})

describe('the trailer of express', () => {
  it('is left out of answers that have a length or no body, which stay as they are', async () => {
    const app = express()
    app.use(budgetMiddleware({ guard: createGuard({ limit: '$1.00', per: 'day' }), trailers: true }))
    app.get('/', (_request, response) => void response.send('with a length'))
    app.get('/none', (_request, response) => void response.status(204).end())
    app.get('/given', (_request, response) => void response.writeHead(200, { 'Content-Length': 2 }).end('ok'))
    const server: Server = app.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const answers = [await request(port, '/'), await request(port, '/none'), await request(port, '/given')]
    server.close()
    expect(answers.map(({ statusCode, body, trailers }) => ({ statusCode, body, trailers }))).toEqual([
      { statusCode: 200, body: 'with a length', trailers: {} },
      { statusCode: 204, body: '', trailers: {} },
      { statusCode: 200, body: 'ok', trailers: {} },
    ])
  })

  it('is announced before, and tells the cost of the whole request', async () => {
    const guard = createGuard({ limit: '$1.00', per: 'day' })
    const app = express()
    app.use(budgetMiddleware({ guard, trailers: true }))
    app.get('/', (_request, response) => {
      response.write('a part, ')
      response.end('and the rest')
    })
    const server: Server = app.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const response = await request((server.address() as AddressInfo).port, '/')
    server.close()
    expect([response.headers['trailer'], response.trailers, response.body]).toEqual([
      'x-costspan-cost-usd',
      { 'x-costspan-cost-usd': '0.000000000' },
      'a part, and the rest',
    ])
  })
})
