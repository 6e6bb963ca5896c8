import { join } from 'node:path'
import { beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { countedTotal } from '../collector/counted.ts'
import { generatedConfig } from '../collector/generated-config.ts'
import { sendSpans, type SentSpan } from '../collector/send-spans.ts'
import { type Collector, type CollectorPlace, collectorPlace, startCollector } from '../start-collector.ts'
import { type Kafka, startKafka } from './start-kafka.ts'

const CALLS = 60
const CALL: SentSpan = {
  name: 'chat claude-sonnet-4-5',
  attributes: {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'anthropic',
    'gen_ai.response.model': 'claude-sonnet-4-5',
    'gen_ai.usage.input_tokens': 1_000,
    'gen_ai.usage.output_tokens': 100,
    'gen_ai.input.messages': 'a secret',
  },
}
/** 1,000 tokens at 3 and 100 at 15 USD per million. */
const CALL_NANO_USD = 4_500_000

/** As files of the test, over the generated ones: what waits for seconds, waits for tenths. */
const SOON = join(import.meta.dirname, '../collector/soon.yaml')

describe('an agent, Kafka, and gateways behind it', () => {
  let kafka: Kafka
  let backend: Collector
  let backendPlace: CollectorPlace
  let agent: Collector
  let gatewayPlaces: readonly CollectorPlace[]
  let gateways: readonly Collector[]
  let gatewayConfig: string
  let sent = 0

  const startGateways = async (): Promise<void> => {
    const grpc = backendPlace.env['COSTSPAN_OTLP_GRPC'] ?? ''
    const metrics = `http://127.0.0.1:${backendPlace.otlpPort}/v1/metrics`
    const env = { COSTSPAN_JAEGER: grpc, COSTSPAN_TEMPO: grpc, COSTSPAN_METRICS_ENDPOINT: metrics }
    gateways = await Promise.all(
      gatewayPlaces.map((place, index) =>
        startCollector(inject('collector'), {
          place,
          configs: [gatewayConfig, SOON],
          env: { ...env, COSTSPAN_KAFKA: kafka.address, HOSTNAME: `gateway-${index}` },
          readyUrl: `http://${place.env['COSTSPAN_HEALTH']}`,
        }),
      ),
    )
  }
  const stopGateways = async (): Promise<void> => {
    await Promise.all(gateways.map((gateway) => gateway.stop()))
  }
  const call = async (): Promise<void> => {
    const spans = Array.from({ length: CALLS }, () => CALL)
    await sendSpans(agent.otlpUrl, spans)
    sent += CALLS
  }
  /** Both tracing backends are the same here, so that each span comes twice. */
  const arrived = (): { nanoUsd: number; calls: number; spans: number } => ({
    nanoUsd: Math.round(countedTotal(backendPlace.metricsFile, 'costspan.cost') * 1e9),
    calls: countedTotal(backendPlace.metricsFile, 'costspan.calls'),
    spans: backend.spans().length / 2,
  })
  const everythingArrives = (): Promise<void> =>
    vi.waitFor(() => expect(arrived()).toEqual({ nanoUsd: sent * CALL_NANO_USD, calls: sent, spans: sent }), {
      timeout: 60_000,
      interval: 200,
    })

  beforeAll(async () => {
    kafka = await startKafka(inject('programs')['kafka-broker'] ?? '', ['costspan_spans', 'costspan_metrics'])
    backendPlace = await collectorPlace()
    gatewayPlaces = [await collectorPlace(), await collectorPlace()]
    const agentPlace = await collectorPlace()
    const config = await generatedConfig(agentPlace.folder, ['--keep-percent', '100'])
    gatewayConfig = config('kafka.yaml')
    backend = await startCollector(inject('collector'), { place: backendPlace })
    await startGateways()
    agent = await startCollector(inject('collector'), {
      place: agentPlace,
      configs: [config('kafka-agent.yaml')],
      env: { COSTSPAN_KAFKA: kafka.address },
    })
    return async () => {
      await agent.stop()
      await stopGateways()
      await backend.stop()
      await kafka.stop()
      for (const place of [agentPlace, backendPlace, ...gatewayPlaces]) place.remove()
    }
  })

  it('count each call once, whichever gateway reads it', async () => {
    await call()
    await everythingArrives()
    expect(backend.spans().filter(({ attributes }) => 'gen_ai.input.messages' in attributes)).toEqual([])
  })

  it('hand on what applications have counted themselves', async () => {
    await sendCounter(agent.otlpUrl, 'made.by.an.application', 7)
    await vi.waitFor(() => expect(countedTotal(backendPlace.metricsFile, 'made.by.an.application')).toBe(7), {
      timeout: 20_000,
    })
  })

  it('lose no dollar while no gateway runs', async () => {
    await stopGateways()
    await call()
    await startGateways()
    await call()
    await everythingArrives()
  })
})

async function sendCounter(otlpUrl: string, name: string, value: number): Promise<void> {
  const now = String(BigInt(Date.now()) * 1_000_000n)
  const dataPoints = [{ startTimeUnixNano: now, timeUnixNano: now, asInt: String(value) }]
  const metrics = [{ name, sum: { aggregationTemporality: 2, isMonotonic: true, dataPoints } }]
  const response = await fetch(`${otlpUrl}/v1/metrics`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ resourceMetrics: [{ resource: {}, scopeMetrics: [{ scope: {}, metrics }] }] }),
  })
  if (!response.ok) throw new Error(`the collector answered ${response.status}: ${await response.text()}`)
}
