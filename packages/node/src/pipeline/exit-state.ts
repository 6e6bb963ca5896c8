import type { ExportRequests } from './export-requests.ts'

/** Whether the process is about to end, which those who export have to know: then there is little time left. */
export interface ExitState {
  isExiting: boolean
  /** What must not keep it from ending. */
  readonly requests: ExportRequests
}

/** How long one export may take, with its retries, when the process is about to end. */
const EXIT_EXPORT_MILLIS = 2_500

/**
 * The time for one export: undefined leaves it to the exporter, which reads `OTEL_EXPORTER_OTLP_TIMEOUT` and else takes ten
 * seconds. An endpoint that is down must not hold up the end of a process for so long.
 */
export function exportTimeoutMillis(
  { isExiting }: Pick<ExitState, 'isExiting'>,
  env: NodeJS.ProcessEnv,
): number | undefined {
  if (!isExiting) return undefined
  const usual = Number(env['OTEL_EXPORTER_OTLP_TIMEOUT'] ?? EXIT_EXPORT_MILLIS)
  return usual < EXIT_EXPORT_MILLIS ? usual : EXIT_EXPORT_MILLIS
}
