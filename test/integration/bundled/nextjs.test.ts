import { type FakeProvider, startFakeProvider } from '@costspan-test/fake-provider'
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type OtlpReceiver, startOtlpReceiver } from '../../support/otlp-receiver.ts'
import { type RunningApp, startApp } from '../../support/run-app.ts'
import { startExample } from '../examples/start-example.ts'

const EXAMPLE = fileURLToPath(new URL('../../../examples/nextjs/', import.meta.url))

describe('an application of Next.js', () => {
  let provider: FakeProvider
  let receiver: OtlpReceiver
  let server: RunningApp

  beforeAll(async () => {
    provider = await startFakeProvider()
    receiver = await startOtlpReceiver()
    const { code, stderr } = await next(['build', EXAMPLE], {}).ended
    expect([code, stderr]).toEqual([0, ''])
    server = next(['start', EXAMPLE, '--port', '0'], {
      OPENAI_BASE_URL: provider.openaiUrl,
      OPENAI_API_KEY: 'test-key',
      ...receiver.env,
      OTEL_BSP_SCHEDULE_DELAY: '50',
      OTEL_METRIC_EXPORT_INTERVAL: '100',
      OTEL_METRIC_EXPORT_TIMEOUT: '100',
    })
    await server.printed('Ready')
  }, 180_000)

  afterAll(async () => {
    server.process.kill()
    await server.ended
    await receiver[Symbol.asyncDispose]()
    await provider.close()
  })

  it('is metered by instrumentation.js, with who caused the cost, where its SDK stays outside of the bundle', async () => {
    const response = await fetch(`${await server.printed(/http:\/\/localhost:\d+/)}/ask?user=ada`)
    expect(await response.json()).toEqual({ answer: expect.any(String) })

    const billed = Number(provider.bill().totalNanoUsd)
    await vi.waitFor(() => expect(receiver.nanoUsd('costspan.cost')).toBe(billed), { timeout: 30_000 })
    await vi.waitFor(() => expect(calls(receiver)).toHaveLength(1), { timeout: 30_000 })
    expect(calls(receiver)).toEqual([{ feature: 'ask', user: 'ada', nanoUsd: billed }])
    expect(billed).toBeGreaterThan(0)
  })
})

it('the example of Next.js runs with npm start and without a key, and costs what the provider bills', async () => {
  const { code, output } = await startExample('nextjs')
  expect({ code, output }).toEqual({ code: 0, output: expect.stringMatching(/\n1 calls: [^]*feature ask[^]*user ada/) })
  expect(output).toMatch(/\n✓ the provider's own bill: \$0\.\d{9}\n$/)
}, 180_000)

/** Runs the command of Next.js, which must not call home. */
function next(args: readonly string[], env: Readonly<Record<string, string>>): RunningApp {
  const command = createRequire(`${EXAMPLE}package.json`).resolve('next/dist/bin/next')
  return startApp(pathToFileURL(command), [], { NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production', ...env }, args)
}

function calls({ spans }: OtlpReceiver): readonly unknown[] {
  return spans
    .filter(({ name }) => name === 'chat gpt-4o')
    .map(({ attributes }) => ({
      feature: attributes['costspan.feature'],
      user: attributes['user.id'],
      nanoUsd: attributes['costspan.cost.nano_usd'],
    }))
}
