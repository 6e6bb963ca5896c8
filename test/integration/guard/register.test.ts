import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startFakeProvider } from '@costspan-test/fake-provider'
import { describe, expect, it } from 'vitest'
import { startOtlpReceiver } from '../../support/otlp-receiver.ts'
import { startApp } from '../../support/run-app.ts'

interface Report {
  readonly outcomes: Readonly<Record<string, string>>
  readonly spent: { readonly usd: number; readonly requests: number }
}

/** Runs the application, and tells what it printed beside what the provider was sent and will bill. */
async function run(env: Record<string, string> = {}): Promise<{ report: Report; sent: number; billed: number }> {
  await using receiver = await startOtlpReceiver()
  const provider = await startFakeProvider()
  const other = createServer((request, response) => request.resume().on('end', () => response.end('ok')))
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const end = await startApp(new URL('apps/guarded.mjs', import.meta.url), ['--conditions=@costspan/source'], {
    OPENAI_BASE_URL: provider.openaiUrl,
    OPENAI_API_KEY: 'key',
    ANTHROPIC_BASE_URL: provider.anthropicUrl,
    ANTHROPIC_API_KEY: 'key',
    ELSEWHERE: `http://127.0.0.1:${(other.address() as AddressInfo).port}/my/responses`,
    ...receiver.env,
    ...env,
  }).ended
  expect({ code: end.code, stderr: end.stderr }).toEqual({ code: 0, stderr: '' })
  const sent = provider.requests.filter(({ method }) => method === 'POST').length
  const billed = Number(provider.bill().totalNanoUsd)
  await provider.close()
  other.close()
  return { report: JSON.parse(end.stdout) as Report, sent, billed }
}

const WAYS = [
  'a plain client',
  'a client with a fetch of its own',
  'a client with a fetch around the global one',
  'a client that is guarded by hand too',
  'a client of Anthropic',
  'the fetch of Node',
  'a Request',
]

describe('register() with a guard', () => {
  it('puts it into every client, whichever way it sends, and counts no request twice', async () => {
    const { report, sent, billed } = await run()
    expect(report).toEqual({
      outcomes: Object.fromEntries(WAYS.map((way) => [way, 'answered'])),
      models: true,
      elsewhere: 200,
      spent: { usd: billed, requests: WAYS.length },
      isPutBack: true,
      name: 'fetch',
    })
    expect(sent).toBe(WAYS.length)
  }, 60_000)

  it('refuses what goes over the budget by each of these ways', async () => {
    const { report, sent } = await run({ REQUESTS: '1' })
    const [first, ...others] = WAYS
    expect(report.outcomes).toEqual({
      [first ?? '']: 'answered',
      ...Object.fromEntries(others.map((way) => [way, 'RateLimitError 429'])),
      'the fetch of Node': 'refused',
      'a Request': 'refused',
    })
    expect(sent).toBe(1)
  }, 60_000)
})
