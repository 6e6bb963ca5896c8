import type { FuzzTarget } from './fuzz-target.ts'
import { baggage } from './targets/baggage.ts'
import { counterKeys } from './targets/counter-keys.ts'
import { eventStreams } from './targets/event-streams.ts'
import { ingestedFiles } from './targets/ingested-files.ts'
import { otlpExports } from './targets/otlp-exports.ts'
import { priceFiles } from './targets/price-files.ts'
import { settings } from './targets/settings.ts'
import { statements } from './targets/statements.ts'
import { tables } from './targets/tables.ts'
import { usagePayloads } from './targets/usage-payloads.ts'

/** Every parser of what comes from outside: one file and one line each. */
export const FUZZ_TARGETS: readonly FuzzTarget[] = [
  usagePayloads,
  eventStreams,
  otlpExports,
  settings,
  baggage,
  priceFiles,
  ingestedFiles,
  counterKeys,
  statements,
  tables,
]
