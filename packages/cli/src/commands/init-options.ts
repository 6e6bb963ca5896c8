import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { asUsageError, UsageError } from './usage-error.ts'

/** The arguments of `costspan init`. */
export interface InitOptions {
  readonly folder: string
  readonly yes: boolean
  readonly install: boolean
  readonly json: boolean
  readonly command: readonly [string, ...string[]] | undefined
}

/** Reads them; throws a `UsageError` that says which one is wrong. */
export function initOptions(args: readonly string[]): InitOptions {
  const end = args.indexOf('--')
  const [program, ...rest] = end < 0 ? [] : args.slice(end + 1)
  return asUsageError(() => {
    const { values, positionals } = parseArgs({
      args: [...(end < 0 ? args : args.slice(0, end))],
      allowPositionals: true,
      allowNegative: true,
      options: {
        yes: { type: 'boolean', default: false },
        install: { type: 'boolean', default: true },
        json: { type: 'boolean', default: false },
      },
    })
    const [folder = '.', ...more] = positionals
    if (more.length > 0) throw new UsageError(`expected one folder, got ${positionals.join(' ')}`)
    if (end >= 0 && program === undefined) throw new UsageError('expected a command after --, such as npm start')
    const { yes, install, json } = values
    return {
      folder: resolve(folder),
      yes,
      install,
      json,
      command: program === undefined ? undefined : [program, ...rest],
    }
  })
}
