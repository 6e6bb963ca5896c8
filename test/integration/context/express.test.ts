import { setTimeout as sleep } from 'node:timers/promises'
import { context } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { activeCostContext, costScope } from '@costspan/cost'
import { addToScopes, scopesOf } from '../../../packages/cost/src/context/cost-scope.ts'
import { costContextMiddleware } from '@costspan/cost/express'
import express, { type Express } from 'express'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { lateBody, serviceOf, type Service } from './http-service.ts'

let service: Service | undefined

beforeAll(() => void context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable()))
afterAll(() => context.disable())
afterEach(() => service?.close())

async function serve(app: Express): Promise<string> {
  service = await serviceOf(app.listen(0, '127.0.0.1'))
  return service.url
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

describe('the Express middleware', () => {
  it('gives each of 100 requests at the same time its own cost context, also behind a body parser', async () => {
    const app = express()
    app.use(
      costContextMiddleware({
        feature: 'search',
        user: (request) => request.headers['x-user']?.toString(),
        tier: { header: 'X-Tier' },
        tags: { region: 'eu', path: (request: express.Request) => request.path },
      }),
    )
    app.use(express.json())
    app.post('/ask', async (_request, response) => {
      await sleep(Math.random() * 10)
      response.json(activeCostContext())
    })
    const url = await serve(app)
    const users = Array.from({ length: 100 }, (_, index) => `u-${index}`)
    const seen = await Promise.all(
      users.map(async (user) => {
        const headers = { 'x-user': user, 'x-tier': 'pro', 'content-type': 'application/json' }
        const answer = await fetch(`${url}/ask`, { method: 'POST', headers, body: lateBody({ user }), duplex: 'half' })
        return answer.json()
      }),
    )
    const tags = { region: 'eu', path: '/ask' }
    expect(seen).toEqual(users.map((user) => ({ feature: 'search', user, tier: 'pro', tags })))
    expect(activeCostContext()).toBeUndefined()
  })

  it("adds a router's own values to those of the application", async () => {
    const router = express.Router()
    router.use(costContextMiddleware({ feature: 'summary' }))
    router.get('/', (_request, response) => void response.json(activeCostContext()))
    const app = express()
    app.use(costContextMiddleware({ feature: 'other', team: 'core' }))
    app.use('/summary', router)
    const answer = await fetch(`${await serve(app)}/summary`)
    expect(await answer.json()).toEqual({ feature: 'summary', team: 'core' })
  })

  it('answers the request when a value cannot be told, and keeps the others', async () => {
    const app = express()
    app.use(
      costContextMiddleware({
        feature: 'search',
        user: () => {
          throw new Error('no')
        },
        team: () => 42 as unknown as string,
        tenant: () => '',
        session: () => undefined,
        tier: { header: 'x-tier' },
      }),
    )
    app.get('/', (_request, response) => void response.json(activeCostContext()))
    const answer = await fetch(await serve(app))
    expect({ status: answer.status, body: await answer.json() }).toEqual({ status: 200, body: { feature: 'search' } })
  })

  it('leaves errors of handlers to the application', async () => {
    const app = express()
    app.use(costContextMiddleware({ feature: 'search', responseHeaders: true }))
    app.get('/', async () => {
      await sleep(1)
      throw new Error('handler')
    })
    const answer = await fetch(await serve(app.use(teapot)))
    expect({ status: answer.status, body: await answer.text() }).toEqual({ status: 418, body: 'handler' })
  })
})

describe('response headers of the Express middleware', () => {
  it.each<[string, express.RequestHandler]>([
    ['send', (_request, response) => void response.send('ok')],
    ['end', (_request, response) => void response.end('ok')],
    ['writeHead', (_request, response) => void response.writeHead(200, { 'x-own': '1' }).end('ok')],
  ])('say what was spent until they are sent, by %s', async (_, finish) => {
    const app = express()
    app.use(costContextMiddleware({ responseHeaders: true }))
    app.get('/', async (request, response, next) => {
      await sleep(1)
      costScope(spend)
      spend()
      await finish(request, response, next)
    })
    const { headers } = await fetch(await serve(app))
    expect([headers.get('x-costspan-cost-usd'), headers.get('x-costspan-tokens')]).toEqual(['0.000003000', '30'])
    expect(headers.get('x-costspan-unpriced-calls')).toBeNull()
  })

  it('say when the cost is not the whole cost', async () => {
    const app = express()
    app.use(costContextMiddleware({ responseHeaders: true }))
    app.get('/', (_request, response) => {
      addToScopes(scopesOf(context.active()), { status: 'unpriced', resends: 0 })
      response.send('ok')
    })
    const { headers } = await fetch(await serve(app))
    expect(headers.get('x-costspan-unpriced-calls')).toBe('1')
  })

  it('leave the error of headers that are sent twice as Node makes it', async () => {
    const app = express()
    app.use(costContextMiddleware({ responseHeaders: true }))
    app.get('/', (_request, response) => {
      spend()
      response.writeHead(200)
      expect(() => response.writeHead(200)).toThrow('Cannot write headers after they are sent to the client')
      response.end('ok')
    })
    expect(await (await fetch(await serve(app))).text()).toBe('ok')
  })

  it('are not there before a call has ended, nor unless they are switched on', async () => {
    const app = express()
    app.get('/streamed', costContextMiddleware({ responseHeaders: true }), (_request, response) => {
      response.write('first')
      spend()
      response.end('last')
    })
    app.get('/off', costContextMiddleware({ feature: 'search' }), (_request, response) => {
      spend()
      response.send('ok')
    })
    const url = await serve(app)
    const answers = await Promise.all([fetch(`${url}/streamed`), fetch(`${url}/off`)])
    expect(answers.map(({ status, headers }) => [status, headers.get('x-costspan-cost-usd')])).toEqual([
      [200, null],
      [200, null],
    ])
  })
})

describe('wrong options of the Express middleware', () => {
  it.each([
    [{ usr: 'u-1' }, 'costContextMiddleware: usr is unknown; expected feature, user'],
    [{ feature: '' }, 'costContextMiddleware: feature must be a string that is not empty, got ""'],
    [{ feature: 42 }, 'costContextMiddleware: feature must be a string, { header } or a function, got 42'],
    [{ user: { header: '' } }, 'costContextMiddleware: user.header must be a string that is not empty, got ""'],
    [{ tags: { 'a b': 'c' } }, 'costContextMiddleware: tags.a b must have a key of 1 to 64'],
    [{ responseHeaders: 'yes' }, 'costContextMiddleware: responseHeaders must be true or false, got "yes"'],
  ])('are refused at start: %o', (options, message) => {
    expect(() => costContextMiddleware(options as never)).toThrow(TypeError)
    expect(() => costContextMiddleware(options as never)).toThrow(message)
  })
})

const teapot: express.ErrorRequestHandler = (error: Error, _request, response, _next) => {
  response.status(418).send(error.message)
}
