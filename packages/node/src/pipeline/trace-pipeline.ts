import { recordUnsampledCalls } from '@costspan/cost'
import type { Resource } from '@opentelemetry/resources'
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import type { ExitState } from './exit-state.ts'
import { exporterKind } from './exporter-settings.ts'
import { lazySpanExporter } from './lazy-span-exporter.ts'
import type { SpanProcessorLike } from './span-processor-like.ts'
import { samplerFromEnv } from './sampler-from-env.ts'

/** What the spans go through. */
export interface TracePipelineOptions {
  readonly resource: Resource
  readonly env: NodeJS.ProcessEnv
  readonly processors: readonly SpanProcessorLike[]
  readonly exit: ExitState
}

/** The tracer provider: the user's sampler, under which calls are recorded all the same, our processors, then the exporter. */
export function createTracePipeline({ resource, env, processors, exit }: TracePipelineOptions): TracerProvider {
  const kind = exporterKind('traces', env)
  const exporting =
    kind === 'none'
      ? []
      : [new BatchSpanProcessor({ exporter: lazySpanExporter(kind, env, exit), ...batchLimits(env) })]
  return new TracerProvider({
    resource,
    sampler: recordUnsampledCalls(samplerFromEnv(env)),
    spanProcessors: [...processors, ...exporting],
  })
}

/** The `OTEL_BSP_*` variables, in the units of the SDK's options. */
function batchLimits(env: NodeJS.ProcessEnv): Readonly<Record<string, number>> {
  const limits: Record<string, number> = {}
  for (const [variable, option] of BATCH_VARIABLES) {
    const value = Number(env[variable])
    if (env[variable] !== undefined && env[variable] !== '' && Number.isFinite(value)) limits[option] = value
  }
  return limits
}

const BATCH_VARIABLES = [
  ['OTEL_BSP_SCHEDULE_DELAY', 'scheduledDelayMillis'],
  ['OTEL_BSP_EXPORT_TIMEOUT', 'exportTimeoutMillis'],
  ['OTEL_BSP_MAX_QUEUE_SIZE', 'maxQueueSize'],
  ['OTEL_BSP_MAX_EXPORT_BATCH_SIZE', 'maxExportBatchSize'],
] as const
