import type { Attributes, Histogram, Meter } from '@opentelemetry/api'

/** The histograms of the floor. */
export interface Instruments {
  readonly tokens: Histogram
  readonly duration: Histogram
  readonly cost: Histogram
}

/** What one call is counted with. */
export interface Counts {
  readonly input: number
  readonly output: number
  readonly seconds: number
  readonly costUsd: number
}

export function createInstruments(meter: Meter): Instruments {
  return {
    tokens: meter.createHistogram('gen_ai.client.token.usage', { unit: '{token}' }),
    duration: meter.createHistogram('gen_ai.client.operation.duration', { unit: 's' }),
    cost: meter.createHistogram('gen_ai.client.operation.cost', { unit: '{cost}' }),
  }
}

/** The four records of a call. */
export function record({ tokens, duration, cost }: Instruments, counts: Counts, attributes: Attributes): void {
  tokens.record(counts.input, { ...attributes, 'gen_ai.token.type': 'input' })
  tokens.record(counts.output, { ...attributes, 'gen_ai.token.type': 'output' })
  duration.record(counts.seconds, attributes)
  cost.record(counts.costUsd, attributes)
}
