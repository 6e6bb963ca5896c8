import { deflateSync, gzipSync } from 'node:zlib'
import { createLedger, ListenError, startReceiver, type MemoryLedger, type Receiver } from '@costspan/cli'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import call from './call-export.json' with { type: 'json' }

let ledger: MemoryLedger
let receiver: Receiver

beforeEach(async () => {
  ledger = createLedger()
  receiver = await startReceiver({ sink: ledger, port: 0, maxBodyBytes: 100_000 })
})
afterEach(() => receiver.close())

const JSON_TYPE = { 'content-type': 'application/json' }
const PROTOBUF_TYPE = { 'content-type': 'application/x-protobuf' }

async function post(path: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string>) {
  const response = await fetch(receiver.url + path, { method: 'POST', body, headers })
  return { status: response.status, type: response.headers.get('content-type'), body: await response.text() }
}

const OK = { status: 200, type: 'application/json', body: '{}' }

describe('an export in JSON', () => {
  it('is taken into the ledger, ids and 64-bit integers exact', async () => {
    expect(await post('/v1/traces', JSON.stringify(call), JSON_TYPE)).toEqual(OK)
    const [first] = ledger.calls()
    expect({ ...first }).toMatchObject({
      traceId: '5b8efff798038103d269b633813fc60c',
      spanId: 'eee19b7ec3c1b174',
      nanoUsd: 9_007_199_254_740_993n,
      durationMillis: 1250,
    })
  })

  it('keeps the digits of a large integer that was sent without quotes', async () => {
    const unquoted = JSON.stringify(call).replace('"9007199254740993"', '9007199254740993')
    expect(await post('/v1/traces', unquoted, JSON_TYPE)).toEqual(OK)
    expect(ledger.calls()[0]?.nanoUsd).toBe(9_007_199_254_740_993n)
  })

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
  ])('is taken when it is packed with %s', async (encoding, pack) => {
    const packed = Uint8Array.from(pack(JSON.stringify(call)))
    const answer = await post('/v1/traces', packed, { ...JSON_TYPE, 'content-encoding': encoding })
    expect([answer, ledger.calls().length]).toEqual([OK, 1])
  })

  it('may name a charset', async () => {
    const answer = await post('/v1/traces', '{}', { 'content-type': 'Application/JSON; charset=utf-8' })
    expect(answer).toEqual(OK)
  })

  it('may have fields that the receiver does not know', async () => {
    const newer = { ...call, futureField: { nested: [1, 2] } }
    expect(await post('/v1/traces', JSON.stringify(newer), JSON_TYPE)).toEqual(OK)
    expect(ledger.calls()).toHaveLength(1)
  })

  it('is answered with a partial success when spans have no valid ids', async () => {
    const bad = JSON.stringify(call).replace('EEE19B7EC3C1B174', 'EEE1')
    const { status, body } = await post('/v1/traces', bad, JSON_TYPE)
    expect([status, JSON.parse(body)]).toEqual([
      200,
      {
        partialSuccess: {
          rejectedSpans: '1',
          errorMessage: 'Rejected spans whose traceId is not 16 bytes or whose spanId is not 8 bytes',
        },
      },
    ])
    expect(ledger.calls()).toEqual([])
  })
})

it('takes logs and drops them', async () => {
  expect(await post('/v1/logs', '{"resourceLogs":[{"scopeLogs":[]}]}', JSON_TYPE)).toEqual(OK)
})

describe('a refused export', () => {
  const refusals: [string, number, string, { path?: string; body?: string; headers?: Record<string, string> }][] = [
    ['is no JSON', 400, 'The body is not OTLP in JSON: ', { body: '{"resourceSpans":' }],
    ['has a field of the wrong type', 400, 'cannot decode field', { body: '{"resourceSpans":7}' }],
    [
      'has an id that is not hex',
      400,
      'expected hex digits',
      { body: '{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"xyz"}]}]}]}' },
    ],
    [
      'is not gzip although it says so',
      400,
      'The body is not gzip',
      { headers: { ...JSON_TYPE, 'content-encoding': 'gzip' } },
    ],
    [
      'is packed in another way',
      415,
      'content-encoding is "br", expected one of: identity, gzip, deflate',
      { headers: { ...JSON_TYPE, 'content-encoding': 'br' } },
    ],
    [
      'has another content type',
      415,
      'content-type is "text/plain", expected one of: application/x-protobuf, application/json',
      { headers: { 'content-type': 'text/plain' } },
    ],
    [
      'goes to another path',
      404,
      'Nothing is received at /v2/traces, expected one of: /v1/traces, /v1/metrics, /v1/logs',
      { path: '/v2/traces' },
    ],
    ['is too large', 413, 'The body is larger than 100000 bytes', { body: ' '.repeat(2_000_000) }],
  ]
  it.each(refusals)(
    'says why when it %s',
    async (_, status, message, { path = '/v1/traces', body = '{}', headers = JSON_TYPE }) => {
      const answer = await post(path, body, headers)
      expect(answer).toMatchObject({ status, type: 'application/json' })
      expect(JSON.parse(answer.body)).toEqual({ code: expect.any(Number), message: expect.stringContaining(message) })
    },
  )

  it('is limited in what it unpacks to, not only in what it sends', async () => {
    const bomb = Uint8Array.from(gzipSync(' '.repeat(5_000_000)))
    const { status } = await post('/v1/traces', bomb, { ...JSON_TYPE, 'content-encoding': 'gzip' })
    expect([bomb.byteLength < 100_000, status]).toEqual([true, 413])
  })

  it('is answered in protobuf when it was sent in protobuf', async () => {
    const { status, type, body } = await post('/v1/traces', Uint8Array.of(0x0a, 0x7f, 0x01), PROTOBUF_TYPE)
    expect([status, type]).toEqual([400, 'application/x-protobuf'])
    expect(body).toContain('The body is not OTLP in protobuf')
  })

  it('says which method is taken', async () => {
    const response = await fetch(`${receiver.url}/v1/traces`)
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST'])
  })
})

describe('startReceiver', () => {
  it('names the port that is in use', async () => {
    const second = startReceiver({ sink: ledger, port: receiver.port })
    await expect(second).rejects.toThrow(ListenError)
    await expect(second).rejects.toThrow(`Port ${receiver.port} on 127.0.0.1 is in use`)
  })

  it('refuses an address that other machines can reach', async () => {
    await expect(startReceiver({ sink: ledger, port: 0, host: '0.0.0.0' })).rejects.toThrow(
      new TypeError(
        'host is "0.0.0.0", expected a loopback address (127.0.0.1, ::1, localhost): ' +
          'the receiver asks for no credentials, so it listens for this machine only',
      ),
    )
  })

  it('may be closed twice', async () => {
    await receiver.close()
    await receiver.close()
    await expect(fetch(receiver.url)).rejects.toThrow()
  })
})
