import { parseUsd } from '@costspan/cost/prices'
import { parseArgs, type ParseArgsConfig } from 'node:util'
import { type CollectorSettings, OLDEST_COLLECTOR } from '../generate/collector/collector-settings.ts'
import { asUsageError, UsageError } from './usage-error.ts'

/** What the command line says of a collector; prices and labels come from `costspan.yaml`. */
export interface GenerateCollectorOptions extends Omit<CollectorSettings, 'table' | 'dimensions'> {
  /** The file of settings, if one is named. */
  readonly config: string | undefined
  readonly out: string
  /** Writes nothing, and fails where a file would change. */
  readonly check: boolean
  readonly atMillis: number
}

/** The newest release that the stack tests run the files on. */
export const TESTED_COLLECTOR = '0.155.0'

const OPTIONS = {
  config: { type: 'string' },
  'collector-version': { type: 'string', default: TESTED_COLLECTOR },
  out: { type: 'string', default: 'collector-config' },
  metrics: { type: 'string', default: 'otlp' },
  at: { type: 'string' },
  'draft-names': { type: 'boolean', default: false },
  'user-counter': { type: 'boolean', default: false },
  'exclude-scope': { type: 'string', multiple: true, default: [] },
  'exclusive-cache-scope': { type: 'string', multiple: true, default: [] },
  'keep-above': { type: 'string', default: '$0.25' },
  'keep-slower': { type: 'string', default: '30' },
  'keep-percent': { type: 'string', default: '10' },
  check: { type: 'boolean', default: false },
} as const satisfies NonNullable<ParseArgsConfig['options']>

/** Reads the arguments of `costspan generate collector`; throws a `UsageError` that names the argument that is wrong. */
export function generateCollectorOptions(args: readonly string[], nowMillis: number): GenerateCollectorOptions {
  const values = parsed(args)
  return {
    config: values.config,
    out: values.out,
    check: values.check,
    atMillis: values.at === undefined ? nowMillis : instant(values.at),
    collectorVersion: version(values['collector-version']),
    metrics: metrics(values.metrics),
    draftNames: values['draft-names'],
    userCounter: values['user-counter'],
    excludedScopes: values['exclude-scope'],
    exclusiveCacheScopes: values['exclusive-cache-scope'],
    sampling: {
      expensiveNanoUsd: amount(values['keep-above']),
      slowMillis: Math.round(number('keep-slower', values['keep-slower'], Infinity) * 1_000),
      percent: number('keep-percent', values['keep-percent'], 100),
    },
  }
}

function parsed(args: readonly string[]): ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'] {
  return asUsageError(() => parseArgs({ args: [...args], options: OPTIONS }).values)
}

function version(text: string): string {
  const [, minor] = /^v?0\.(\d+)\.\d+$/.exec(text) ?? []
  const [, oldest] = OLDEST_COLLECTOR.split('.')
  if (minor !== undefined && Number(minor) >= Number(oldest)) return text.replace(/^v/, '')
  throw new UsageError(
    `--collector-version is "${text}", expected a release from ${OLDEST_COLLECTOR} on, such as ${TESTED_COLLECTOR}`,
  )
}

function metrics(text: string): 'prometheus' | 'otlp' {
  if (text === 'prometheus' || text === 'otlp') return text
  throw new UsageError(`--metrics is "${text}", expected otlp or prometheus`)
}

function instant(text: string): number {
  const millis = Date.parse(text)
  if (Number.isNaN(millis)) throw new UsageError(`--at is "${text}", expected a day or an instant, such as 2026-11-22`)
  return millis
}

function amount(text: string): bigint {
  try {
    return parseUsd(text)
  } catch (cause) {
    throw new UsageError(`--keep-above is "${text}", expected USD, such as 0.25`, { cause })
  }
}

function number(name: string, text: string, most: number): number {
  const value = Number(text)
  if (text.trim() !== '' && value >= 0 && value <= most) return value
  throw new UsageError(`--${name} is "${text}", expected a number from 0${most === Infinity ? '' : ` to ${most}`}`)
}
