import type { LedgerDimension } from '../ledger.ts'

/** What a dimension is in SQL over `call_rows`. */
export const DIMENSION_COLUMNS: Readonly<Record<LedgerDimension, string>> = {
  feature: 'feature',
  user: 'user_id',
  session: 'session_id',
  team: 'team',
  tenant: 'tenant',
  tier: 'tier',
  run: 'run',
  conversation: 'conversation',
  agent: 'agent',
  service: 'service',
  version: 'version',
  revision: 'revision',
  provider: 'provider',
  model: 'coalesce(response_model, request_model)',
  requestModel: 'request_model',
  operation: 'operation',
  serviceTier: 'service_tier',
  region: 'region',
  status: 'status',
  unpricedReason: 'unpriced_reason',
  finishReason: 'finish_reasons[1]',
  errorType: 'error_type',
  attemptKind: 'attempt_kind',
  cacheResult: 'cache_result',
  savedKind: 'saved_kind',
  overheadKind: 'overhead_kind',
  promptHash: 'prompt_hash',
  promptBreak: 'prompt_break',
  priceVersion: 'price_version',
  origin: 'origin',
  traceId: hex('trace_id', 32),
  spanId: hex('span_id', 16),
}

/** The dimensions that hourly sums keep apart: those with few values, and none that tells a person. */
export const HOUR_DIMENSIONS: readonly LedgerDimension[] = [
  'feature',
  'team',
  'tier',
  'service',
  'provider',
  'model',
  'operation',
  'serviceTier',
  'region',
  'status',
  'savedKind',
  'overheadKind',
  'origin',
]

function hex(column: string, digits: number): string {
  return `lpad(lower(to_hex(${column})), ${digits}, '0')`
}
