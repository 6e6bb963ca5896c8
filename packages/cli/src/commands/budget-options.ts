import { parseArgs } from 'node:util'
import type { CostContext } from '@costspan/cost'
import { asUsageError, UsageError } from './usage-error.ts'

/** The arguments of `costspan budget <action>`. */
export interface BudgetArguments {
  readonly positionals: readonly string[]
  readonly config: string | undefined
  readonly per: string | undefined
  readonly limit: string | undefined
  readonly scope: string | undefined
  readonly price: string | undefined
  readonly margin: string | undefined
  readonly json: boolean
  /** Whose bucket. */
  readonly context: CostContext
}

const TEXTS = ['config', 'per', 'limit', 'scope', 'price', 'margin'] as const
const DIMENSIONS = ['user', 'team', 'tenant', 'tier', 'feature', 'session', 'run', 'agent'] as const

/** Reads the arguments; throws a `UsageError` that names the one that is wrong. */
export function budgetArguments(args: readonly string[], names: readonly string[]): BudgetArguments {
  const { values, positionals } = parsed(args)
  if (positionals.length !== names.length) {
    throw new UsageError(
      `expected ${names.length === 0 ? 'no words' : names.join(' ')}, got ${positionals.join(' ') || 'none'}`,
    )
  }
  const context = Object.fromEntries(
    DIMENSIONS.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])),
  )
  const texts = Object.fromEntries(TEXTS.map((name) => [name, values[name]])) as Record<
    (typeof TEXTS)[number],
    string | undefined
  >
  return { positionals, ...texts, json: values['json'] === true, context }
}

interface Parsed {
  readonly values: Readonly<Record<string, string | boolean | undefined>>
  readonly positionals: readonly string[]
}

function parsed(args: readonly string[]): Parsed {
  const texts = [...TEXTS, ...DIMENSIONS].map((name): [string, { type: 'string' }] => [name, { type: 'string' }])
  return asUsageError(() => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { ...Object.fromEntries(texts), json: { type: 'boolean' } },
    })
    return { values, positionals }
  })
}
