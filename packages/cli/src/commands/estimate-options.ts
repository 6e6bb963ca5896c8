import { parseArgs } from 'node:util'
import { asUsageError, UsageError } from './usage-error.ts'

/** What `costspan estimate` is asked. */
export interface EstimateOptions {
  /** `-` is what comes in. */
  readonly file: string
  readonly models: readonly string[]
  readonly outputTokens: number
  readonly provider: string | undefined
  readonly serviceTier: string | undefined
  readonly config: string | undefined
  readonly json: boolean
}

/** Reads the arguments of `costspan estimate`; throws a `UsageError` that names the argument that is wrong. */
export function estimateOptions(args: readonly string[]): EstimateOptions {
  const { values, positionals } = parsed(args)
  const [file, ...more] = positionals
  if (file === undefined || more.length > 0) {
    throw new UsageError(`expected one file, got ${positionals.length === 0 ? 'none' : positionals.join(' ')}`)
  }
  const models = (values.model ?? [])
    .flatMap((list) => list.split(','))
    .map((model) => model.trim())
    .filter((model) => model !== '')
  if (models.length === 0) throw new UsageError('--model is missing, expected models such as gpt-4o,claude-sonnet-4-5')
  return {
    file,
    models,
    outputTokens: tokenCount(values['output-tokens'] ?? '0'),
    provider: values.provider,
    serviceTier: values.tier,
    config: values.config,
    json: values.json === true,
  }
}

interface Parsed {
  readonly values: {
    readonly model?: readonly string[]
    readonly 'output-tokens'?: string
    readonly provider?: string
    readonly tier?: string
    readonly config?: string
    readonly json?: boolean
  }
  readonly positionals: readonly string[]
}

function parsed(args: readonly string[]): Parsed {
  const string = { type: 'string' } as const
  return asUsageError(() =>
    parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        model: { type: 'string', multiple: true },
        'output-tokens': string,
        provider: string,
        tier: string,
        config: string,
        json: { type: 'boolean' },
      },
    }),
  )
}

function tokenCount(value: string): number {
  const count = Number(value.replaceAll('_', ''))
  if (/^[\d_]+$/.test(value) && Number.isSafeInteger(count)) return count
  throw new UsageError(`--output-tokens is "${value}", expected a whole number of tokens`)
}
