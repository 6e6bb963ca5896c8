import { ParentBasedSampler, TraceIdRatioBasedSampler } from '@opentelemetry/sdk-trace-base'
import { afterEach, describe, expect, it } from 'vitest'
import { GPT_4O_CALL } from './chat-span.ts'
import { startTelemetry, type Telemetry } from './telemetry.ts'

const CALLS = 1_000

describe('recordUnsampledCalls around a sampler of the SDK 2.x', () => {
  let telemetry: Telemetry
  afterEach(() => telemetry.shutdown())

  it.each([
    ['a ratio', new TraceIdRatioBasedSampler(0.01)],
    ['a ratio of root spans', new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(0.01) })],
  ])('counts every call and exports few, by %s', async (_name, sampler) => {
    telemetry = startTelemetry({ sampler })
    const tracer = telemetry.tracerProvider.getTracer('test')
    for (let index = 0; index < CALLS; index++) {
      tracer.startActiveSpan('GET /', (root) => {
        tracer.startSpan('chat gpt-4o', { attributes: GPT_4O_CALL }).end()
        root.end()
      })
    }
    expect(await telemetry.sums('costspan.cost', 'costspan.cost.class')).toEqual({ input: 2.5, output: 1 })
    const exported = telemetry.spans.getFinishedSpans().filter(({ name }) => name === 'chat gpt-4o')
    expect(exported.length).toBeLessThan(CALLS / 10)
  })

  it('leaves the decision of the sampler for spans that are no calls', () => {
    telemetry = startTelemetry({ sampler: new TraceIdRatioBasedSampler(0) })
    const span = telemetry.tracerProvider.getTracer('test').startSpan('GET /')
    expect(span.isRecording()).toBe(false)
    span.end()
  })
})
