import { providers } from '@costspan/instrumentation'
import type { InstrumentationOptions } from '../config/costspan-options.ts'

/**
 * Which SDKs to meter: the setting, and what OpenTelemetry's `OTEL_NODE_ENABLED_INSTRUMENTATIONS` and
 * `OTEL_NODE_DISABLED_INSTRUMENTATIONS` say. Those lists also name instrumentations of others, which do not concern us.
 */
export function selectedInstrumentations(
  options: InstrumentationOptions | undefined,
  env: NodeJS.ProcessEnv,
): { include?: readonly string[]; exclude: readonly string[] } {
  const enabled = listed(env['OTEL_NODE_ENABLED_INSTRUMENTATIONS'])
  const include = options?.include ?? enabled
  const exclude = [...(options?.exclude ?? []), ...(listed(env['OTEL_NODE_DISABLED_INSTRUMENTATIONS']) ?? [])]
  return include === undefined ? { exclude } : { include, exclude }
}

function listed(variable: string | undefined): string[] | undefined {
  if (variable === undefined || variable.trim() === '') return undefined
  const named = new Set(variable.split(',').map((name) => name.trim()))
  return providers.map(({ name }) => name).filter((name) => named.has(name))
}
