import { parseArgs } from 'node:util'
import type { CallUsage, TokenUsage } from '@costspan/cost/prices'
import type { QuoteQuery } from '../price/quote.ts'
import { asUsageError, UsageError } from './usage-error.ts'

export interface PriceOptions {
  readonly query: QuoteQuery
  /** The settings file, where it is not the one that applications find. */
  readonly config: string | undefined
  readonly json: boolean
}

/** The option of each count of tokens. */
const TOKEN_OPTIONS: Readonly<Record<string, keyof TokenUsage>> = {
  input: 'input',
  output: 'output',
  'cache-read': 'cacheRead',
  'cache-write': 'cacheWrite',
  'cache-write-1h': 'cacheWrite1h',
  reasoning: 'reasoning',
  'input-audio': 'inputAudio',
  'output-audio': 'outputAudio',
  'input-image': 'inputImage',
  'output-image': 'outputImage',
}

/** Reads the arguments of `costspan price`; throws a `UsageError` that names the argument that is wrong. */
export function priceOptions(args: readonly string[], nowMillis: number): PriceOptions {
  const { values, positionals } = parsed(args)
  const [model, ...more] = positionals
  if (model === undefined || more.length > 0) {
    throw new UsageError(`expected one model, got ${positionals.length === 0 ? 'none' : positionals.join(' ')}`)
  }
  const { provider, tier, region, at } = values
  return {
    query: {
      model,
      provider: text(provider),
      serviceTier: text(tier),
      region: text(region),
      atMillis: typeof at === 'string' ? instant(at) : nowMillis,
      usage: usageOf(values),
    },
    config: text(values['config']),
    json: values['json'] === true,
  }
}

interface Parsed {
  readonly values: Readonly<Partial<Record<string, string | boolean | (string | boolean)[]>>>
  readonly positionals: readonly string[]
}

function parsed(args: readonly string[]): Parsed {
  const string = { type: 'string' } as const
  return asUsageError(() =>
    parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        ...Object.fromEntries(Object.keys(TOKEN_OPTIONS).map((name) => [name, string])),
        provider: string,
        tier: string,
        region: string,
        at: string,
        config: string,
        units: { type: 'string', multiple: true },
        json: { type: 'boolean' },
      },
    }),
  )
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function instant(at: string): number {
  const millis = /^\d{4}-\d{2}-\d{2}(?:T.+(?:Z|[+-]\d{2}:\d{2}))?$/.test(at) ? Date.parse(at) : Number.NaN
  if (!Number.isNaN(millis)) return millis
  throw new UsageError(`--at is "${at}", expected a day such as 2026-03-01, or an instant such as 2026-03-01T12:00:00Z`)
}

/** The usage, or undefined where no amount was given. */
function usageOf(values: Parsed['values']): CallUsage | undefined {
  const tokens: Partial<Record<keyof TokenUsage, number>> = {}
  for (const [option, kind] of Object.entries(TOKEN_OPTIONS)) {
    const value = values[option]
    if (typeof value === 'string') tokens[kind] = tokenCount(option, value)
  }
  const units = unitsOf(values['units'])
  if (Object.keys(tokens).length === 0 && units === undefined) return undefined
  return { tokens: { input: 0, output: 0, ...tokens }, ...(units && { units }) }
}

function tokenCount(option: string, value: string): number {
  const count = Number(value.replaceAll('_', ''))
  if (/^[\d_]+$/.test(value) && Number.isSafeInteger(count)) return count
  throw new UsageError(`--${option} is "${value}", expected a whole number of tokens`)
}

function unitsOf(given: Parsed['values'][string]): Record<string, number> | undefined {
  if (!Array.isArray(given)) return undefined
  return Object.fromEntries(given.flatMap((list) => String(list).split(',')).map(unitOf))
}

function unitOf(pair: string): readonly [unit: string, quantity: number] {
  const [, unit, quantity] = /^([^=]+)=(\d+(?:\.\d+)?)$/.exec(pair) ?? []
  if (unit === undefined) {
    throw new UsageError(`--units has "${pair}", expected a unit and how many, such as tool.web_search=3`)
  }
  return [unit, Number(quantity)]
}
