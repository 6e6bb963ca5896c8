import { parseArgs } from 'node:util'
import { loopbackHost } from '../receiver/loopback-host.ts'
import { DEFAULT_PORT } from '../receiver/start-receiver.ts'
import { UsageError } from './usage-error.ts'

export interface DevOptions {
  readonly host: string
  readonly port: number
  readonly json: boolean
  /** The program and its arguments after `--`. */
  readonly command: readonly [string, ...string[]] | undefined
}

/** Reads the arguments of `costspan dev`; throws a `UsageError` that names the argument that is wrong. */
export function devOptions(args: readonly string[]): DevOptions {
  const separator = args.indexOf('--')
  const own = separator < 0 ? args : args.slice(0, separator)
  const { host, port, json } = parsed(own)
  return { host: checkedHost(host), port: checkedPort(port), json, command: checkedCommand(args, separator) }
}

interface ParsedValues {
  readonly host: string
  readonly port: string
  readonly json: boolean
}

function parsed(args: readonly string[]): ParsedValues {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        host: { type: 'string', default: '127.0.0.1' },
        port: { type: 'string', default: String(DEFAULT_PORT) },
        json: { type: 'boolean', default: false },
      },
    })
    return values
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause })
  }
}

function checkedHost(host: string): string {
  try {
    return loopbackHost(host)
  } catch (cause) {
    throw new UsageError(`--${(cause as Error).message}`, { cause })
  }
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
