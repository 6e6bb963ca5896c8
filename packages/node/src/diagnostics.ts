import { diag, DiagConsoleLogger, type DiagLogger, DiagLogLevel } from '@opentelemetry/api'

/** Where the API keeps what was set for the process, of all its versions 1. */
const API: symbol = Symbol.for('opentelemetry.js.api.1')

/**
 * Makes OpenTelemetry's own messages visible: by `OTEL_LOG_LEVEL` where it is set, else each warning and error once.
 * An endpoint that is down would say so every few seconds; the application's log is not ours to fill. A logger that the application
 * has set stays.
 */
export function showDiagnostics(env: NodeJS.ProcessEnv): void {
  const { [API]: api } = globalThis as { readonly [API]?: { readonly diag?: unknown } }
  if (api?.diag !== undefined) return
  const level = env['OTEL_LOG_LEVEL']?.toUpperCase()
  if (level !== undefined && level in DiagLogLevel) {
    diag.setLogger(new DiagConsoleLogger(), { logLevel: DiagLogLevel[level as keyof typeof DiagLogLevel] })
  } else {
    diag.setLogger(eachOnce(new DiagConsoleLogger()), { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true })
  }
}

/** The most messages that are remembered; more different ones than this would be a flood of another kind. */
const MOST_MESSAGES = 100

/** OpenTelemetry reports an error as JSON of its stack, and many others as the object: one line says what a reader needs. */
function readable(detail: unknown): string {
  if (detail instanceof Error) return detail.message
  const text = String(detail)
  return /"message":"((?:[^"\\\\]|\\\\.)*)"/.exec(text)?.[1] ?? text
}

function eachOnce(logger: DiagLogger): DiagLogger {
  const seen = new Set<string>()
  const once =
    (log: DiagLogger['warn']): DiagLogger['warn'] =>
    (message, ...details) => {
      if (seen.has(message) || seen.size >= MOST_MESSAGES) return
      seen.add(message)
      log.call(logger, readable(message), ...details.map(readable))
    }
  const silent = (): void => {}
  return { error: once(logger.error), warn: once(logger.warn), info: silent, debug: silent, verbose: silent }
}
