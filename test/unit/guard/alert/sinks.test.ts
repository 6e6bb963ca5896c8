import { type BudgetAlert, pagerDutySink, slackSink, smtpSink, webhookSink } from '@costspan/guard'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const ALERT: BudgetAlert = {
  id: 'alert-1',
  budget: 'user-day',
  mode: 'enforce',
  scope: { user: '<b> & co' },
  window: 'day',
  windowId: '2026-11-22',
  unit: 'usd',
  limit: 10000000000n,
  spent: 9007199254740993n,
  held: 0n,
  atPercent: 95,
  action: 'downgrade',
  severity: 'warning',
  resetsAtMillis: Date.UTC(2026, 10, 23),
  atMillis: Date.UTC(2026, 10, 22, 12),
  top: {
    features: [
      {
        name: 'search',
        amount: 5000000000n,
      },
    ],
    users: [],
    models: [],
  },
  spentBefore: 5000000000n,
}

interface Received {
  readonly url: string | undefined
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

function onlyRequest(): Received {
  const [request, ...others] = received
  if (request === undefined || others.length > 0) throw new Error(`${received.length} requests came`)
  return request
}

let server: Server
let url: string
let status = 200
const received: Received[] = []

beforeEach(async () => {
  received.length = 0
  status = 200
  server = createServer((request, response) => {
    void text(request).then((body) => {
      received.push({ url: request.url, headers: request.headers, body })
      response.writeHead(status).end()
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(() => void server.close())

describe('the webhook sink', () => {
  it('signs what it sends, and sends amounts whole', async () => {
    await webhookSink({ url: `${url}/hook`, secret: 'secret' }).send(ALERT)
    const { headers, body } = onlyRequest()
    const [, seconds, signature] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['x-costspan-signature'])) ?? []
    expect(signature).toBe(createHmac('sha256', 'secret').update(`${seconds}.${body}`).digest('hex'))
    expect(JSON.parse(body)).toMatchObject({
      type: 'costspan.budget.alert',
      id: 'alert-1',
      budget: 'user-day',
      spent: '9007199254740993',
      spentBefore: '5000000000',
      resetsAt: '2026-11-23T00:00:00.000Z',
    })
  })

  it('rejects when it is not taken', async () => {
    status = 503
    await expect(webhookSink({ url }).send(ALERT)).rejects.toThrow('answered 503')
  })
})

describe('the Slack sink', () => {
  it('sends a text in which nothing is a link or a mention by accident', async () => {
    await slackSink({ url }).send(ALERT)
    const { text: message } = JSON.parse(onlyRequest().body) as { text: string }
    expect(message.split('\n')).toEqual([
      ':warning: *Budget user-day, user &lt;b&gt; &amp; co: $9,007,199.25 of $10.00 spent in day 2026-11-22 (rung 95 %, downgrade)*',
      'That is 180143985 % of the whole day before ($5.00).',
      'Top features: search $5.00',
      'The next window begins at 2026-11-23T00:00:00.000Z.',
    ])
  })
})

describe('the PagerDuty sink', () => {
  it('triggers one incident for a bucket and window', async () => {
    const sink = pagerDutySink({ routingKey: 'key', url })
    await sink.send(ALERT)
    await sink.send({ ...ALERT, id: 'alert-2', atPercent: 100, severity: 'critical' })
    const [first, second] = received.map(({ body }) => JSON.parse(body) as Record<string, Record<string, unknown>>)
    expect(first).toMatchObject({
      routing_key: 'key',
      event_action: 'trigger',
      payload: {
        source: 'costspan',
        severity: 'warning',
        component: 'user-day',
        timestamp: '2026-11-22T12:00:00.000Z',
      },
    })
    expect(second).toMatchObject({ dedup_key: first?.['dedup_key'], payload: { severity: 'critical' } })
  })
})

describe('the SMTP sink', () => {
  it('sends a mail', async () => {
    const lines: string[] = []
    const mail = createTcpServer((socket) => {
      let isData = false
      socket.write('220 test\r\n')
      socket.setEncoding('utf8').on('data', (chunk: string) => {
        for (const line of chunk.split('\r\n')) {
          lines.push(line)
          if (isData) {
            if (line === '.') {
              isData = false
              socket.write('250 taken\r\n')
            }
          } else if (line === 'DATA') {
            isData = true
            socket.write('354 go on\r\n')
          } else if (line === 'QUIT') socket.end('221 bye\r\n')
          else if (line !== '') socket.write('250 ok\r\n')
        }
      })
      socket.on('error', () => {})
    }).listen(0, '127.0.0.1')
    await once(mail, 'listening')
    const { port } = mail.address() as AddressInfo
    await smtpSink({ url: `smtp://127.0.0.1:${port}`, from: 'budgets@example.com', to: 'ops@example.com' }).send(ALERT)
    mail.close()
    expect(lines).toEqual(
      expect.arrayContaining([
        'From: budgets@example.com',
        'To: ops@example.com',
        'Message-ID: <alert-1@costspan.invalid>',
      ]),
    )
    expect(lines.join('\n')).toContain('Top features: search $5.00')
  })

  it.each([
    ['slackSink', () => slackSink({ url: 'hooks.slack.com/services/1' })],
    ['webhookSink', () => webhookSink({ url: 'ftp://example.com' })],
    ['pagerDutySink', () => pagerDutySink({ routingKey: 'key', url: '' })],
  ])('%s refuses what is no address, before there is an alert', (name, make) => {
    expect(make).toThrow(`${name}: url must be an http(s) URL, got "`)
  })
})
