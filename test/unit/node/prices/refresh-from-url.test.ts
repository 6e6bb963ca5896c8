import { createHash } from 'node:crypto'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { gzipSync } from 'node:zlib'
import { context, createContextKey, ROOT_CONTEXT } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { isTracingSuppressed } from '@opentelemetry/core'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { body, priceFile, startPriceServer } from './price-server.ts'
import { refreshBook } from './refreshed-book.ts'

const GOOD = body(priceFile('acme-1', 2))

/** How diagnostics are told that prices were not taken. */
function notTaken(url: string, reason: string): string {
  return `costspan: the prices of ${url} were not taken, the old ones stay: ${reason}`
}

describe('prices from a URL', () => {
  it('hold beside the bundled ones, under their own version', async () => {
    const server = await startPriceServer(GOOD)
    const { book, inputRate, problems } = refreshBook(server.url)
    const bundled = book.version
    await vi.waitUntil(() => inputRate() !== undefined)
    expect(inputRate()).toBe(2_000_000n)
    expect(book.version).toBe(`${bundled}+acme-1`)
    expect(book.find({ provider: 'openai', model: 'gpt-4o', atMillis: Date.now(), inputTokens: 1 }).priced).toBe(true)
    expect(problems).toEqual([])
  })

  it('follow the file when it changes', async () => {
    const server = await startPriceServer(GOOD)
    const { inputRate } = refreshBook(server.url)
    await vi.waitFor(() => expect(inputRate()).toBe(2_000_000n))
    server.answer = body(priceFile('acme-2', '$3.00'))
    await vi.waitFor(() => expect(inputRate()).toBe(3_000_000n))
  })

  it('are asked for with the ETag of the last answer, and kept when they did not change', async () => {
    const server = await startPriceServer(body(priceFile('acme-1', 2), '"one"'))
    const { book, inputRate, problems } = refreshBook(server.url)
    await vi.waitUntil(() => server.requests.length > 2)
    const use = vi.spyOn(book, 'use')
    const asked = server.requests.length
    await vi.waitUntil(() => server.requests.length > asked + 2)
    expect(server.requests.slice(0, 3).map(({ headers }) => headers['if-none-match'])).toEqual([
      undefined,
      '"one"',
      '"one"',
    ])
    expect(use).not.toHaveBeenCalled()
    expect(inputRate()).toBe(2_000_000n)
    expect(problems).toEqual([])

    server.answer = body(priceFile('acme-2', 3), '"two"')
    await vi.waitUntil(() => inputRate() === 3_000_000n)
  })

  it('are taken only with the SHA-256 that the settings name, whatever the server sends', async () => {
    const server = await startPriceServer(body(priceFile('acme-2', 0)))
    const sha256 = createHash('sha256').update(priceFile('acme-1', 2)).digest('hex')
    const { inputRate, problems } = refreshBook(server.url, {}, sha256.toUpperCase())
    await vi.waitUntil(() => problems.length === 1)
    const found = createHash('sha256').update(priceFile('acme-2', 0)).digest('hex')
    expect(problems).toEqual([notTaken(server.url, `its SHA-256 is ${found}, expected ${sha256.toUpperCase()}`)])
    expect(inputRate()).toBeUndefined()
    server.answer = GOOD
    await vi.waitUntil(() => inputRate() === 2_000_000n)
  })

  it('may come packed and by a redirect', async () => {
    const target = await startPriceServer((_request, response) => {
      response.setHeader('content-encoding', 'gzip').end(gzipSync(priceFile('acme-1', 2)))
    })
    const server = await startPriceServer((_request, response) => {
      response.writeHead(302, { location: target.url }).end()
    })
    const { inputRate } = refreshBook(server.url)
    await vi.waitFor(() => expect(inputRate()).toBe(2_000_000n))
  })

  const { version: _version, ...withoutVersion } = JSON.parse(priceFile('acme-2', 3)) as Record<string, unknown>
  it.each([
    ['no JSON', body('<html>'), /^it is not JSON: Unexpected token '<'/],
    ['no price file', body('[]'), /^\$ must be an object, got \[\]$/],
    ['a price file without version', body(JSON.stringify(withoutVersion)), /^\$\.version must be text, got undefined$/],
    [
      'a negative price',
      body(priceFile('acme-2', -1)),
      /^\$\.providers\["acme"\]\.models\[0\]\.prices\[0\]\.input must be USD per million tokens, such as 2\.5 or "\$2\.50", got -1$/,
    ],
    [
      'status 404',
      ((_, response) => response.writeHead(404).end('no')) satisfies typeof GOOD,
      /^it answered with status 404$/,
    ],
    [
      'status 304 unasked',
      ((_, response) => response.writeHead(304).end()) satisfies typeof GOOD,
      /^it answered with status 304$/,
    ],
    [
      'bytes that are no text',
      ((_, response) => response.end(Buffer.from([0x22, 0xff, 0x22]))) satisfies typeof GOOD,
      /encoded data/,
    ],
    [
      'a cut answer',
      ((_, response) =>
        void response
          .writeHead(200, { 'content-length': 99 })
          .write('{', () => response.destroy())) satisfies typeof GOOD,
      /terminated|aborted/,
    ],
    [
      'no answer at all',
      ((_, response) => response.destroy()) satisfies typeof GOOD,
      /other side closed|socket hang up/,
    ],
  ])('are refused and told once when there is %s; the old ones stay', async (_what, bad, reason) => {
    const server = await startPriceServer(GOOD)
    const { book, inputRate, problems } = refreshBook(server.url)
    await vi.waitUntil(() => inputRate() !== undefined)
    const { version } = book
    server.answer = bad
    const asked = server.requests.length
    await vi.waitUntil(() => server.requests.length > asked + 4)
    expect({ rate: inputRate(), version: book.version }).toEqual({ rate: 2_000_000n, version })
    expect(problems).toHaveLength(1)
    expect(problems[0]?.replace(notTaken(server.url, ''), '')).toMatch(reason)

    server.answer = body(priceFile('acme-3', 4))
    await vi.waitUntil(() => inputRate() === 4_000_000n)
  })

  it.each([
    ['says so', { 'content-length': '100000000' }],
    ['does not say so', {}],
    ['is packed', { 'content-encoding': 'gzip' }],
  ])('are refused when the answer is huge and %s', async (_what, headers) => {
    const huge = Buffer.alloc(2 * 1024 * 1024, ' ')
    const server = await startPriceServer((_request, response) => {
      response.writeHead(200, headers).end('content-encoding' in headers ? gzipSync(huge) : huge)
    })
    const { problems } = refreshBook(server.url)
    await vi.waitUntil(() => server.requests.length > 2)
    expect(problems).toEqual([notTaken(server.url, 'it is larger than 1048576 bytes')])
  })

  it.each([
    ['the answer does not begin', () => {}],
    ['the answer does not end', (_: unknown, response: { write(text: string): unknown }) => response.write('{')],
  ])('are refused when %s in time', async (_what, answer) => {
    const server = await startPriceServer(answer)
    const { problems } = refreshBook(server.url, { timeoutMillis: 30 })
    await vi.waitUntil(() => server.requests.length > 2)
    expect(problems).toEqual([notTaken(server.url, 'it took longer than 30 ms')])
  })

  it('are refused when nobody listens, with the reason behind the failed fetch', async () => {
    const { problems } = refreshBook('http://127.0.0.1:9/prices.json')
    await vi.waitUntil(() => problems.length > 0)
    expect(problems[0]).toMatch(/were not taken, the old ones stay: (?!fetch failed).+/)
  })

  it('are told of without the query of the URL, which may hold a key', async () => {
    const server = await startPriceServer(body('[]'))
    const { problems } = refreshBook(`${server.url}?key=secret`)
    await vi.waitUntil(() => problems.length > 0)
    expect(server.requests[0]?.url).toBe('/prices.json?key=secret')
    expect(problems).toEqual([notTaken(server.url, '$ must be an object, got []')])
  })

  it('are asked for outside of the trace, the user and the baggage of the code that started the refresh', async () => {
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
    onTestFinished(() => context.disable())
    const APPLICATION = createContextKey('application')
    const seen: object[] = []
    const onRequest = (): void => {
      seen.push({
        suppressed: isTracingSuppressed(context.active()),
        application: context.active().getValue(APPLICATION),
      })
    }
    subscribe('undici:request:create', onRequest)
    onTestFinished(() => void unsubscribe('undici:request:create', onRequest))

    const server = await startPriceServer(GOOD)
    context.with(ROOT_CONTEXT.setValue(APPLICATION, 'user u-1'), () => refreshBook(server.url))
    await vi.waitUntil(() => seen.length > 2)
    expect(seen.slice(0, 3)).toEqual(Array.from({ length: 3 }, () => ({ suppressed: true, application: undefined })))
  })
})

describe('a stopped refresh', () => {
  it('ends the request that is under way, and tells nobody', async () => {
    const server = await startPriceServer(() => {})
    const { stop, problems } = refreshBook(server.url)
    await vi.waitUntil(() => server.requests.length === 1)
    const closed = new Promise((resolve) => server.requests[0]?.once('close', resolve))
    stop()
    await closed
    expect(problems).toEqual([])
    expect(server.requests).toHaveLength(1)
  })
})
