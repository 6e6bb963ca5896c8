import { parseArgs } from 'node:util'
import { loopbackHost } from '../receiver/loopback-host.ts'
import { DEFAULT_PORT } from '../receiver/start-receiver.ts'
import { asUsageError, UsageError } from './usage-error.ts'

export interface DevOptions {
  readonly host: string
  readonly port: number
  readonly json: boolean
  /** What senders and visitors must present; `undefined` where nothing is asked. */
  readonly token: string | undefined
  /** The file of the ledger; `undefined` where calls are kept in memory. */
  readonly ledger: string | undefined
  readonly config: string | undefined
  /** The program and its arguments after `--`. */
  readonly command: readonly [string, ...string[]] | undefined
}

/** Reads the arguments of `costspan dev`; throws a `UsageError` that names the argument that is wrong. */
export function devOptions(args: readonly string[], env: NodeJS.ProcessEnv): DevOptions {
  const separator = args.indexOf('--')
  const own = separator < 0 ? args : args.slice(0, separator)
  const { host, port, json, ledger, config, token: given = env['COSTSPAN_TOKEN'] } = parsed(own)
  const token = checkedToken(given)
  return {
    host: checkedHost(host, token),
    port: checkedPort(port),
    json,
    token,
    ledger,
    config,
    command: checkedCommand(args, separator),
  }
}

interface ParsedValues {
  readonly host: string
  readonly port: string
  readonly json: boolean
  readonly token?: string | undefined
  readonly ledger?: string | undefined
  readonly config?: string | undefined
}

function parsed(args: readonly string[]): ParsedValues {
  return asUsageError(() => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        host: { type: 'string', default: '127.0.0.1' },
        port: { type: 'string', default: String(DEFAULT_PORT) },
        json: { type: 'boolean', default: false },
        token: { type: 'string' },
        ledger: { type: 'string' },
        config: { type: 'string' },
      },
    })
    return values
  })
}

function checkedHost(host: string, token: string | undefined): string {
  if (token !== undefined) return host
  try {
    return loopbackHost(host)
  } catch (cause) {
    throw new UsageError(`--${(cause as Error).message}. With COSTSPAN_TOKEN set, it may be any`, { cause })
  }
}

/** A token that can be guessed is none, and one that is no header text cannot be sent. */
function checkedToken(token: string | undefined): string | undefined {
  if (token === undefined || /^[\w.~+/=-]{16,}$/.test(token)) return token
  throw new UsageError('the token is not one: expected 16 or more letters, digits and any of . _ ~ + / = -')
}

function checkedPort(text: string): number {
  const port = Number(text)
  if (/^\d+$/.test(text) && port <= 65_535) return port
  throw new UsageError(`--port is "${text}", expected a whole number from 0 to 65535`)
}

function checkedCommand(args: readonly string[], separator: number): readonly [string, ...string[]] | undefined {
  if (separator < 0) return undefined
  const [program, ...programArgs] = args.slice(separator + 1)
  if (program === undefined) throw new UsageError('expected a command after --')
  return [program, ...programArgs]
}
