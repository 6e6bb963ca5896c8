import type { Attributes } from '@opentelemetry/api'
import { nanoToUsd } from '../money/nano-usd.ts'
import * as semconv from '../semconv.ts'
import type { PricedCall } from '../span/priced-call.ts'
import type { CallSeries } from './call-series.ts'
import type { Instruments } from './instruments.ts'

/** Records what needs a distribution: how long the call took, and what it cost. An unknown cost is not recorded. */
export function recordHistograms(instruments: Instruments, call: PricedCall, series: CallSeries): void {
  const errorType = call.attributes[semconv.ERROR_TYPE]
  const attributes =
    errorType === undefined ? series.attributes : { ...series.attributes, [semconv.ERROR_TYPE]: errorType }
  // How long a request of a batch took, nobody knows; its span lasts no time.
  if (call.attributes[semconv.COSTSPAN_BATCH_ID] === undefined) {
    const duration = call.operation === 'embeddings' ? instruments.embeddingsDuration : instruments.inferenceDuration
    duration.record(call.durationSeconds, attributes)
  }

  const firstChunk = call.attributes[semconv.GEN_AI_RESPONSE_TIME_TO_FIRST_CHUNK]
  if (typeof firstChunk === 'number') instruments.timeToFirstChunk.record(firstChunk, series.attributes)

  if (call.nanoUsd !== undefined && call.source !== undefined) {
    instruments.operationCost.record(nanoToUsd(call.nanoUsd), series.costAttributes[call.source])
  }
  if (instruments.older !== undefined) recordOlder(instruments.older, call, attributes, series)
}

function recordOlder(
  older: NonNullable<Instruments['older']>,
  call: PricedCall,
  attributes: Attributes,
  { tokenAttributes }: CallSeries,
): void {
  older.operationDuration.record(call.durationSeconds, attributes)
  if (call.usage === undefined) return
  older.tokenUsage.record(call.usage.input, tokenAttributes.input)
  older.tokenUsage.record(call.usage.output, tokenAttributes.output)
}
