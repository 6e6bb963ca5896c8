import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { createPriceBook } from '@costspan/cost/prices'
import { loadConfig, namedConfigFile } from '@costspan/node/config'
import type { DoctorFacts, LedgerFacts } from '../doctor/doctor-facts.ts'
import { LedgerError } from '../ledger/ledger-error.ts'
import { paletteFor } from '../reports/palette.ts'
import type { Command, CommandIo } from './command.ts'
import { DEFAULT_LEDGER } from './ledger-arguments.ts'
import { asUsageError, UsageError } from './usage-error.ts'

/** `costspan doctor`: whether an application is metered as it should be. */
export const doctor: Command = {
  name: 'doctor',
  summary: 'check that an application is metered, and say how to mend what is not',
  help: `Usage: costspan doctor [folder] [options]

Looks at an application in its folder: settings, installed SDKs and their versions, other instrumentations, the OTLP endpoint, the
clock, the age of prices, and the calls that arrive in the ledger. It sends one empty export to the endpoint and changes nothing.

Options:
  --config <file>   the settings (default: as applications find them)
  --ledger <file>   the ledger (default: ${DEFAULT_LEDGER}, if it is there)
  --offline         do not ask the endpoint
  --json            print one line of JSON
  -h, --help        show this

Exit code: 0; 1 when something is broken; 2 for wrong arguments.
`,
  async run(args, io) {
    const given = doctorArguments(args)
    const { examine } = await import('../doctor/examine.ts')
    const findings = examine(await factsOf(given, io))
    if (given.json) io.stdout.write(`${JSON.stringify(findings)}\n`)
    else {
      const { renderFindings } = await import('../doctor/render-findings.ts')
      io.stdout.write(renderFindings(findings, paletteFor(io.stdout, io.env)))
    }
    return findings.some(({ level }) => level === 'error') ? 1 : 0
  },
}

interface DoctorArguments {
  readonly folder: string
  readonly config: string | undefined
  readonly ledger: string | undefined
  readonly offline: boolean
  readonly json: boolean
}

function doctorArguments(args: readonly string[]): DoctorArguments {
  return asUsageError(() => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        config: { type: 'string' },
        ledger: { type: 'string' },
        offline: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    })
    const [folder = '.', ...more] = positionals
    if (more.length > 0) throw new UsageError(`expected one folder, got ${positionals.join(' ')}`)
    return {
      folder: resolve(folder),
      config: values.config,
      ledger: values.ledger,
      offline: values.offline,
      json: values.json,
    }
  })
}

async function factsOf(given: DoctorArguments, { env }: CommandIo): Promise<DoctorFacts> {
  const { installedPackages } = await import('../doctor/installed-packages.ts')
  const { askEndpoint } = await import('../doctor/ask-endpoint.ts')
  return {
    nowMillis: Date.now(),
    nodeVersion: process.version,
    env,
    settings: settingsOf(given, env),
    packages: installedPackages(given.folder),
    scripts: scriptsOf(given.folder),
    endpoint: given.offline ? undefined : await askEndpoint(env),
    pricesPublishedMillis: createPriceBook().publishedAtMillis,
    ledger: await factsOfLedger(given.ledger),
  }
}

/** A wrong setting is what is looked for here, and no wrong argument. */
function settingsOf({ config, folder }: DoctorArguments, env: NodeJS.ProcessEnv): DoctorFacts['settings'] {
  const inFolder = join(folder, 'costspan.yaml')
  try {
    const isFound = namedConfigFile(env) === undefined && existsSync(inFolder)
    const file = config ?? (isFound ? inFolder : undefined)
    return { config: loadConfig({}, file === undefined ? env : { COSTSPAN_CONFIG: file }) }
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) }
  }
}

function scriptsOf(folder: string): readonly string[] {
  try {
    const { scripts = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      readonly scripts?: Readonly<Record<string, unknown>>
    }
    return Object.values(scripts).filter((script) => typeof script === 'string')
  } catch {
    return []
  }
}

async function factsOfLedger(named: string | undefined): Promise<LedgerFacts | undefined> {
  const file = named ?? DEFAULT_LEDGER
  if (!existsSync(file)) {
    if (named === undefined) return undefined
    throw new UsageError(`there is no ledger ${file}`)
  }
  const { openLedger } = await import('../ledger/open-ledger.ts')
  const { ledgerFacts } = await import('../doctor/ledger-facts.ts')
  try {
    const ledger = await openLedger(file, { readOnly: true })
    try {
      return await ledgerFacts(ledger, file)
    } finally {
      await ledger.close()
    }
  } catch (error) {
    // A ledger that costspan dev is writing cannot be read meanwhile, which is no defect of the application.
    if (error instanceof LedgerError && named === undefined) return undefined
    throw error
  }
}
