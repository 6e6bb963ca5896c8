import type { AcceptExport } from './accept-export.ts'
import { acceptLogs } from './accept-logs.ts'
import { acceptMetrics } from './accept-metrics.ts'
import { acceptTraces } from './accept-traces.ts'

/** What is taken at which path of OTLP over HTTP. */
export const SIGNALS: ReadonlyMap<string, AcceptExport> = new Map([
  ['/v1/traces', acceptTraces],
  ['/v1/metrics', acceptMetrics],
  ['/v1/logs', acceptLogs],
])
