import { join } from 'node:path'
import { beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { type Collector, type CollectorPlace, collectorPlace, startCollector } from '../start-collector.ts'
import { countedSeries, countedTotal } from './counted.ts'
import { generatedConfig } from './generated-config.ts'
import { sendSpans, type SentSpan } from './send-spans.ts'

const CALLS = 40
const CALL: SentSpan = {
  name: 'chat gpt-4o',
  attributes: {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'openai',
    'gen_ai.response.model': 'gpt-4o',
    'gen_ai.usage.input_tokens': 1_000,
    'gen_ai.usage.output_tokens': 100,
  },
}
/** 1,000 tokens at 2.50 and 100 at 10 USD per million. */
const CALL_NANO_USD = 3_500_000

describe('a gateway whose counters and spans go to a backend by OTLP', () => {
  let backendPlace: CollectorPlace
  let gatewayPlace: CollectorPlace
  let backend: Collector
  let gateway: Collector
  let configs: readonly string[]
  let sent = 0

  const startBackend = async (): Promise<void> => {
    backend = await startCollector(inject('collector'), { place: backendPlace })
  }
  const startGateway = async (): Promise<void> => {
    const grpc = backendPlace.env['COSTSPAN_OTLP_GRPC'] ?? ''
    const metrics = `http://127.0.0.1:${backendPlace.otlpPort}/v1/metrics`
    const env = { COSTSPAN_JAEGER: grpc, COSTSPAN_TEMPO: grpc, COSTSPAN_METRICS_ENDPOINT: metrics }
    gateway = await startCollector(inject('collector'), { place: gatewayPlace, configs, env })
  }
  const call = async (): Promise<void> => {
    await sendSpans(
      gateway.otlpUrl,
      Array.from({ length: CALLS }, () => CALL),
    )
    sent += CALLS
  }
  /** Both tracing backends are the same here, so that each span comes twice. */
  const arrived = (): { nanoUsd: number; calls: number; spans: number } => ({
    nanoUsd: Math.round(countedTotal(backendPlace.metricsFile, 'costspan.cost') * 1e9),
    calls: countedTotal(backendPlace.metricsFile, 'costspan.calls'),
    spans: backend.spans().length / 2,
  })
  const everything = (): ReturnType<typeof arrived> => ({ nanoUsd: sent * CALL_NANO_USD, calls: sent, spans: sent })

  beforeAll(async () => {
    backendPlace = await collectorPlace()
    gatewayPlace = await collectorPlace()
    const config = await generatedConfig(gatewayPlace.folder, ['--keep-percent', '100'])
    configs = [config('gateway.yaml'), join(import.meta.dirname, 'soon.yaml')]
    await startBackend()
    await startGateway()
    return async () => {
      await gateway.stop()
      await backend.stop()
      gatewayPlace.remove()
      backendPlace.remove()
    }
  })

  it('loses no dollar when it is restarted', async () => {
    await call()
    await gateway.stop()
    await startGateway()
    await call()
    await vi.waitFor(() => expect(arrived()).toEqual(everything()), { timeout: 30_000 })
  })

  it('loses no dollar while the backend is away, even when it is restarted meanwhile', async () => {
    await backend.stop()
    await call()
    await gateway.stop()
    await startGateway()
    await call()
    await startBackend()
    await call()
    await vi.waitFor(() => expect(arrived()).toEqual(everything()), { timeout: 60_000 })
  })

  it('sends counters again that do not rise, so that none ends, and none ever goes back', async () => {
    const lastSent = (): number =>
      Math.max(...countedSeries(backendPlace.metricsFile, 'costspan.calls').map((points) => points.at(-1)?.at ?? 0))
    const before = lastSent()
    await vi.waitFor(() => expect(lastSent()).toBeGreaterThan(before), { timeout: 90_000, interval: 1_000 })
    expect(arrived()).toEqual(everything())
    const values = countedSeries(backendPlace.metricsFile, 'costspan.calls').map((points) =>
      points.toSorted((one, other) => one.at - other.at).map(({ value }) => value),
    )
    expect(values).toEqual(values.map((ofSeries) => ofSeries.toSorted((one, other) => one - other)))
  })
})
