import { context, propagation, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { CompositePropagator, W3CTraceContextPropagator } from '@opentelemetry/core'
import { TracerProvider, type Sampler } from '@opentelemetry/sdk-trace'
import { costBaggagePropagator } from '@costspan/cost'
import type { CostBaggageOptions } from '../../../packages/cost/src/context/cost-baggage-options.ts'

/** Registers what `register()` of an application would, as far as contexts are concerned; returns how to undo it. */
export function startTelemetry(options: CostBaggageOptions, sampler?: Sampler): () => void {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  trace.setGlobalTracerProvider(new TracerProvider(sampler === undefined ? {} : { sampler }))
  propagation.setGlobalPropagator(
    new CompositePropagator({ propagators: [new W3CTraceContextPropagator(), costBaggagePropagator(options)] }),
  )
  return () => {
    context.disable()
    trace.disable()
    propagation.disable()
  }
}
