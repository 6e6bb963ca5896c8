import { request } from 'node:http'
import { createPriceBook } from '@costspan/cost/prices'
import { readBudgets } from '@costspan/guard'
import {
  createDashboard,
  createLedger,
  type MemoryLedger,
  type Receiver,
  sinkToAll,
  startReceiver,
  summarise,
} from '@costspan/cli'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { receivedCall } from './received-call.ts'

const START = 1_790_000_000_000
const WINDOW = `from=${START - 3_600_000}&to=${START + 3_600_000}`
const TOKEN = 'a-token-of-16-letters'

let ledger: MemoryLedger
let receiver: Receiver

async function serve(token?: string): Promise<() => Promise<void>> {
  ledger = createLedger()
  const budgets = readBudgets([
    { name: 'day', limit: '$0.01', per: 'day' },
    { name: 'teams', scope: 'team', limit: '$1', per: 'month' },
    { name: 'tokens', limit: '1000 tokens', per: 'day' },
  ])
  const access = token === undefined ? {} : { token }
  const dashboard = createDashboard({ ledger, budgets, book: createPriceBook(), now: () => START + 60_000, ...access })
  receiver = await startReceiver({
    sink: sinkToAll([ledger, dashboard.sink]),
    site: dashboard.site,
    port: 0,
    ...access,
  })
  return async () => {
    dashboard.close()
    await receiver.close()
  }
}

interface Answer {
  readonly status: number | undefined
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

/** By node:http, because fetch sets the host name itself. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: receiver.port, path, method, headers }, (response) => {
      let body = ''
      response.on('data', (chunk: Buffer) => (body += chunk.toString()))
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body }))
    })
    sent.on('error', reject)
    sent.end()
  })
}

async function ask(path: string) {
  const { status, body } = await get(`/api/${path}`)
  return status === 200 ? JSON.parse(body) : { status, ...JSON.parse(body) }
}

describe('the dashboard of this machine', () => {
  let close: () => Promise<void>
  beforeEach(async () => {
    close = await serve()
  })
  afterEach(() => close())

  it.each(['attacker.example', 'localhost.attacker.example', '127.0.0.1.nip.io', '169.254.1.1:4318'])(
    'does not answer to the name %j, which may be pointed at this machine',
    async (host) => {
      expect((await get(`/api/overview?${WINDOW}`, { host })).status).toBe(403)
    },
  )

  it.each(['localhost', 'localhost:4318', '127.0.0.1:4318', '[::1]:4318'])('answers to %s', async (host) => {
    expect((await get(`/api/overview?${WINDOW}`, { host })).status).toBe(200)
  })

  it('does not answer what a page of another site loads, but opens by a link there', async () => {
    const cross = { 'sec-fetch-site': 'cross-site' }
    expect((await get(`/api/overview?${WINDOW}`, { ...cross, 'sec-fetch-mode': 'no-cors' })).status).toBe(403)
    expect((await get('/', { ...cross, 'sec-fetch-mode': 'navigate' })).status).toBe(200)
  })

  it('takes no telemetry from web pages', async () => {
    const headers = { 'content-type': 'application/json', origin: 'https://attacker.example' }
    const answer = await fetch(`${receiver.url}/v1/traces`, { method: 'POST', headers, body: '{}' })
    expect(answer.status).toBe(403)
  })

  it('forbids scripts, frames and hosts that are not its own, on every answer', async () => {
    for (const path of ['/', '/api/overview', '/nothing']) {
      const { headers } = await get(path)
      expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'; style-src 'self'")
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'; require-trusted-types-for 'script'")
      expect(headers['x-content-type-options']).toBe('nosniff')
    }
  })

  it.each(['/../package.json', '/%2e%2e/package.json', '/assets/../../index.js', '//etc/passwd', '//', '/assets'])(
    'has no file at %s',
    async (path) => {
      expect((await get(path)).status).toBe(404)
    },
  )

  it('takes no other methods', async () => {
    expect(await get('/api/overview', {}, 'POST')).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } })
  })

  const wrong: [string, number, string][] = [
    ['overview', 400, 'from is missing, expected a whole number from 0'],
    ['overview?from=1&to=1', 400, 'to is "1", expected a whole number from 2'],
    ['overview?from=-1&to=1', 400, 'from is "-1"'],
    [
      `overview?${WINDOW}&where=colour:blue`,
      400,
      'where is "colour:blue", expected dimension:value with one of feature',
    ],
    [`overview?${WINDOW}&where=__proto__:x`, 400, 'where is "__proto__:x"'],
    [`series?${WINDOW}&by=spanId`, 400, 'by is "spanId", expected one of feature, team'],
    [`calls?${WINDOW}&order=newest&limit=100000`, 400, 'limit is "100000", expected a whole number from 1 to 500'],
    ['call?trace=x&span=y', 404, 'The ledger has no such call'],
    ['secrets', 404, 'There is no /api/secrets, expected one of: overview'],
  ]
  it.each(wrong)('refuses /api/%s with %i and says why', async (path, status, message) => {
    expect(await ask(path)).toEqual({ status, message: expect.stringContaining(message) })
  })

  it('adds up to what the report of the same ledger says, to the nano-dollar', async () => {
    const amounts = [9_007_199_254_740_993n, 1n, 250_000n]
    for (const [index, amount] of amounts.entries()) {
      ledger.addSpan(
        receivedCall({ 'costspan.cost.nano_usd': amount, 'costspan.feature': `f${index}`, 'costspan.cost.input': 0 }),
      )
    }
    const { total } = await ask(`overview?${WINDOW}`)
    expect([total.nanoUsd, total.calls]).toEqual([String(summarise(ledger).total.nanoUsd), 3])
    expect(await ask(`breakdown?${WINDOW}&by=feature&limit=1`)).toEqual([
      { name: 'f0', nanoUsd: '9007199254740993', beforeNanoUsd: '0' },
    ])
    const { stepMillis, atMillis, stacks } = await ask(`series?${WINDOW}&by=feature`)
    expect([stepMillis, atMillis.length, stacks.map(({ name }: { name: string }) => name)]).toEqual([
      60_000,
      121,
      ['f0', 'f2', 'f1'],
    ])
  })

  it('filters by a value, and by there being none', async () => {
    ledger.addSpan(receivedCall({ 'costspan.cost.nano_usd': 5n, 'user.id': 'a:b' }))
    ledger.addSpan(receivedCall({ 'costspan.cost.nano_usd': 7n }))
    expect((await ask(`overview?${WINDOW}&where=user:a%3Ab`)).total.nanoUsd).toBe('5')
    expect((await ask(`overview?${WINDOW}&where=user`)).total.nanoUsd).toBe('7')
  })

  it('burns budgets in dollars down from the calls of their window', async () => {
    ledger.addSpan(receivedCall({ 'costspan.cost.nano_usd': 4_000_000n, 'costspan.team': 'search' }))
    const burns = await ask('budgets')
    expect(burns).toEqual([
      expect.objectContaining({
        budget: 'day',
        period: 'day',
        limitNanoUsd: '10000000',
        spentNanoUsd: '4000000',
        bucket: {},
      }),
      expect.objectContaining({
        budget: 'teams',
        period: 'month',
        spentNanoUsd: '4000000',
        bucket: { team: 'search' },
      }),
    ])
    expect(burns[0].points.at(-1)).toEqual({ atMillis: START + 60_000, spentNanoUsd: '4000000' })
  })

  it('explains a call by rates only where they lead to what was recorded', async () => {
    const usage = {
      'gen_ai.usage.input_tokens': 1_000n,
      'gen_ai.usage.output_tokens': 100n,
      'gen_ai.request.model': 'gpt-4o-mini',
    }
    const exact = receivedCall({ ...usage, 'costspan.cost.nano_usd': 210_000n })
    const discounted = receivedCall({ ...usage, 'costspan.cost.nano_usd': 105_000n, 'costspan.cost.input': 0.000105 })
    for (const span of [exact, discounted]) ledger.addSpan(span)
    const explained = await ask(`call?trace=${exact.traceId}&span=${exact.spanId}`)
    expect(
      explained.explanation.lines.map((line: Record<string, unknown>) => [
        line['what'],
        line['quantity'],
        line['picoUsd'],
      ]),
    ).toEqual([
      ['input', 1_000, '150000000'],
      ['output', 100, '60000000'],
    ])
    expect((await ask(`call?trace=${exact.traceId}&span=${discounted.spanId}`)).explanation).toMatchObject({
      lines: [],
      why: 'priced otherwise',
      parts: [{ name: 'input', nanoUsd: '105000' }],
    })
  })

  it('shows a trace whose spans claim to be in each other', async () => {
    const [a, b] = ['1'.repeat(16), '2'.repeat(16)]
    ledger.addSpan(receivedCall({ 'costspan.cost.nano_usd': 1n }, { spanId: a, parentSpanId: b }))
    ledger.addSpan(receivedCall({ 'costspan.cost.nano_usd': 1n }, { spanId: b, parentSpanId: a }))
    ledger.addSpan(receivedCall({ 'costspan.cost.nano_usd': 1n }, { spanId: '3'.repeat(16) }))
    const { trace } = await ask(`call?trace=0af7651916cd43dd8448eb211c80319c&span=${a}`)
    expect(trace.map((span: Record<string, unknown>) => [span['spanId'], span['depth']])).toEqual([
      ['3'.repeat(16), 0],
      [a, 0],
      [b, 1],
    ])
  })
})

describe('a dashboard with a token', () => {
  let close: () => Promise<void>
  beforeEach(async () => {
    close = await serve(TOKEN)
  })
  afterEach(() => close())

  it('tells nothing to those who lack it', async () => {
    const wrong = [
      {},
      { authorization: 'Bearer wrong' },
      { cookie: 'costspan-token=wrong' },
      { cookie: 'costspan-token=%E0%A4%A' },
    ]
    for (const headers of wrong)
      expect((await get(`/api/overview?${WINDOW}`, headers as Record<string, string>)).status).toBe(401)
    expect((await get('/?token=wrong')).status).toBe(401)
    expect((await get('/api/events')).status).toBe(401)
  })

  it('takes it once from the address, and keeps it where scripts and other sites cannot have it', async () => {
    const { status, headers } = await get(`/?token=${TOKEN}`)
    expect([status, headers['location'], headers['set-cookie']]).toEqual([
      303,
      '/',
      [`costspan-token=${TOKEN}; HttpOnly; SameSite=Strict; Path=/`],
    ])
    const cookie = `costspan-token=${TOKEN}`
    expect((await get(`/api/overview?${WINDOW}`, { cookie, host: 'costs.example' })).status).toBe(200)
  })

  it('takes telemetry from senders who have it', async () => {
    const send = (headers: Record<string, string>): Promise<Response> =>
      fetch(`${receiver.url}/v1/traces`, {
        method: 'POST',
        body: '{}',
        headers: { 'content-type': 'application/json', ...headers },
      })
    expect((await send({})).status).toBe(401)
    expect((await send({ authorization: `Bearer ${TOKEN}` })).status).toBe(200)
  })
})
