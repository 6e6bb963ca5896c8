import { resolve } from 'node:path'

/** The file of settings that the environment names. */
export interface NamedConfigFile {
  /** The variable that names it. */
  readonly variable: string
  /** As it is written there. */
  readonly file: string
}

/** The variables that name the file, the one to use first, and then the name that it had before. */
const VARIABLES = ['COSTSPAN_CONFIG', 'TOKENMETER_CONFIG'] as const

/**
 * The file that `COSTSPAN_CONFIG` names, or `TOKENMETER_CONFIG`, which means the same. A variable that is empty counts as one that
 * is not set, as with those of OpenTelemetry.
 *
 * @param env the environment, such as `process.env`
 * @param cwd where relative paths begin
 * @throws TypeError when the two name different files
 */
export function namedConfigFile(env: NodeJS.ProcessEnv, cwd: string = process.cwd()): NamedConfigFile | undefined {
  const named = VARIABLES.flatMap((variable) => {
    const file = env[variable] ?? ''
    return file === '' ? [] : [{ variable, file }]
  })
  if (new Set(named.map(({ file }) => resolve(cwd, file))).size > 1) {
    const texts = named.map(({ variable, file }) => `${variable}=${file}`)
    throw new TypeError(`${texts.join(' and ')} name different files of settings, expected one of the two variables`)
  }
  return named[0]
}
