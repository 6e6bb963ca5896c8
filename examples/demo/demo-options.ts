import { parseArgs } from 'node:util'

export interface DemoOptions {
  /** Sends the traffic at once and prints only the final report; otherwise it takes ten seconds, with a live table. */
  readonly once: boolean
  readonly json: boolean
}

export const DEMO_HELP = `Usage: npm run demo -- [--once] [--json]

  --once   send the traffic at once instead of over ten seconds
  --json   print one line of JSON instead of the report
`

/** Reads the arguments; `undefined` when they ask for help. Throws a `TypeError` for an unknown one. */
export function demoOptions(args: readonly string[]): DemoOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      once: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  return values.help ? undefined : values
}
