import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { settingsError } from './settings-error.ts'

/** The file of settings, as text. */
export interface ConfigFile {
  /** Absolute. */
  readonly path: string
  readonly text: string
}

/** The environment variable that names the file of settings. */
const CONFIG_VARIABLE = 'TOKENMETER_CONFIG'

const DEFAULT_NAME = 'costspan.yaml'

/**
 * Reads the file that `TOKENMETER_CONFIG` names, or else `costspan.yaml` in the working directory.
 *
 * @returns undefined when no file is named and there is none
 * @throws TypeError when the file cannot be read, or a named one does not exist
 */
export function readConfigFile(env: NodeJS.ProcessEnv, cwd: string): ConfigFile | undefined {
  // An empty variable counts as one that is not set, as with the variables of OpenTelemetry.
  const named = env[CONFIG_VARIABLE] || undefined
  const path = resolve(cwd, named ?? DEFAULT_NAME)
  try {
    return { path, text: readFileSync(path, 'utf8') }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (named === undefined && code === 'ENOENT') return undefined
    const origin = named === undefined ? path : `${CONFIG_VARIABLE}=${named}`
    throw settingsError(origin, [`the file of settings cannot be read: ${(error as Error).message}`], error)
  }
}
