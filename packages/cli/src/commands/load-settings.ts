import { type CostspanConfig, loadConfig } from '@costspan/node/config'
import { UsageError } from './usage-error.ts'

/**
 * The settings of `costspan.yaml`, as applications read them; throws a `UsageError` that says what is wrong with them.
 *
 * @param file the file; without it, where `TOKENMETER_CONFIG` points, or `costspan.yaml` in the working directory, if any
 */
export function loadSettings(file: string | undefined, env: NodeJS.ProcessEnv): CostspanConfig {
  try {
    return loadConfig({}, file === undefined ? env : { ...env, TOKENMETER_CONFIG: file })
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause })
  }
}
