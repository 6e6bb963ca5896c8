import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { namedConfigFile } from './named-config-file.ts'
import { settingsError } from './settings-error.ts'

/** The file of settings, as text. */
export interface ConfigFile {
  /** Absolute. */
  readonly path: string
  readonly text: string
}

const DEFAULT_NAME = 'costspan.yaml'

/**
 * Reads the file that the environment names (see `namedConfigFile`), or else `costspan.yaml` in the working directory.
 *
 * @returns undefined when no file is named and there is none
 * @throws TypeError when the file cannot be read, a named one does not exist, or two are named
 */
export function readConfigFile(env: NodeJS.ProcessEnv, cwd: string): ConfigFile | undefined {
  const named = namedConfigFile(env, cwd)
  const path = resolve(cwd, named?.file ?? DEFAULT_NAME)
  try {
    return { path, text: readFileSync(path, 'utf8') }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (named === undefined && code === 'ENOENT') return undefined
    const origin = named === undefined ? path : `${named.variable}=${named.file}`
    throw settingsError(origin, [`the file of settings cannot be read: ${(error as Error).message}`], error)
  }
}
