import { type CostspanConfig, loadConfig } from '@costspan/node/config'
import { asUsageError } from './usage-error.ts'

/**
 * The settings of `costspan.yaml`, as applications read them; throws a `UsageError` that says what is wrong with them.
 *
 * @param file the file; without it, where `COSTSPAN_CONFIG` points, or `costspan.yaml` in the working directory, if any
 */
export function loadSettings(file: string | undefined, env: NodeJS.ProcessEnv): CostspanConfig {
  return asUsageError(() => loadConfig({}, file === undefined ? env : { COSTSPAN_CONFIG: file }))
}
