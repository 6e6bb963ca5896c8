import { type FakeProvider, startFakeProvider } from '@costspan-test/fake-provider'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startOtlpReceiver } from '../support/otlp-receiver.ts'
import { ENDPOINT_FAULTS, startBrokenEndpoint } from './broken-endpoint.ts'
import { startFaultApp } from './run-metered.ts'

let provider: FakeProvider
beforeAll(async () => {
  provider = await startFakeProvider()
})
afterAll(() => provider.close())

function exportTo(url: string): Record<string, string> {
  return {
    OTEL_EXPORTER_OTLP_ENDPOINT: url,
    OTEL_EXPORTER_OTLP_TIMEOUT: '300',
    OTEL_METRIC_EXPORT_TIMEOUT: '300',
    OTEL_METRIC_EXPORT_INTERVAL: '400',
  }
}

describe('an application whose OTLP endpoint', () => {
  it.each(ENDPOINT_FAULTS)('%s ends well, with the answers it would have had', async (fault) => {
    await using endpoint = await startBrokenEndpoint(fault)
    const end = await startFaultApp('calls.mjs', provider, exportTo(endpoint.url)).ended

    expect(end).toEqual({ code: 0, signal: null, stdout: 'made 1\n', stderr: expect.any(String) })
    expect(endpoint.connections()).toBeGreaterThan(0)
  })

  it('is not there ends well, with the answers it would have had, and says where nobody answers', async () => {
    const endpoint = await startBrokenEndpoint('resets the connection')
    await endpoint[Symbol.asyncDispose]()
    const end = await startFaultApp('calls.mjs', provider, exportTo(endpoint.url)).ended

    expect(end).toEqual({ code: 0, signal: null, stdout: 'made 1\n', stderr: expect.stringContaining('ECONNREFUSED') })
  })

  it('takes less than is made has spans dropped, and every dollar counted', async () => {
    await using receiver = await startOtlpReceiver()
    provider.reset()
    const env = {
      ...receiver.env,
      CALLS: '50',
      OTEL_BSP_MAX_QUEUE_SIZE: '5',
      OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '5',
      OTEL_BSP_SCHEDULE_DELAY: '3600000',
    }

    const end = await startFaultApp('burst.mjs', provider, env).ended

    expect([end.code, end.stdout]).toEqual([0, 'made 50\n'])
    expect(receiver.spans.length).toBeLessThan(50)
    expect(receiver.total('costspan.calls')).toBe(50)
    expect(receiver.nanoUsd('costspan.cost')).toBe(Number(provider.bill().totalNanoUsd))
  })
})
