import { diag } from '@opentelemetry/api'
import { ExportResultCode } from '@opentelemetry/core'
import { ConsoleSpanExporter, type SpanExporter } from '@opentelemetry/sdk-trace'
import { type ExitState, exportTimeoutMillis } from './exit-state.ts'
import type { ExporterKind } from './exporter-settings.ts'

/** Makes the exporter of a kind. It is imported when the first spans are ready, which keeps it out of the start-up. */
export function lazySpanExporter(
  kind: Exclude<ExporterKind, 'none'>,
  env: NodeJS.ProcessEnv,
  exit: ExitState,
): SpanExporter {
  let loading: Promise<SpanExporter> | undefined
  const exporter = (): Promise<SpanExporter> => {
    if (exit.isExiting) return loadSpanExporter(kind, exportTimeoutMillis(exit, env))
    loading ??= loadSpanExporter(kind, undefined)
    return loading
  }

  return {
    export(spans, done) {
      exporter().then(
        (loaded) => exit.requests.run(() => loaded.export(spans, done)),
        (error: Error) => {
          diag.error('costspan: the span exporter could not be loaded', error)
          done({ code: ExportResultCode.FAILED, error })
        },
      )
    },
    forceFlush: async () => (await loading)?.forceFlush?.(),
    shutdown: async () => (await loading)?.shutdown(),
  }
}

async function loadSpanExporter(
  kind: Exclude<ExporterKind, 'none'>,
  timeoutMillis: number | undefined,
): Promise<SpanExporter> {
  if (kind === 'console') return new ConsoleSpanExporter()
  const { OTLPTraceExporter } =
    kind === 'otlp-json'
      ? await import('@opentelemetry/exporter-trace-otlp-http')
      : await import('@opentelemetry/exporter-trace-otlp-proto')
  return new OTLPTraceExporter(timeoutMillis === undefined ? {} : { timeoutMillis })
}
