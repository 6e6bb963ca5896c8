import type { BudgetOptions, LimitOption, RungOptions } from '@costspan/guard'
import type * as zod from 'zod'
import type { BudgetAlertSettings, BudgetStoreSettings } from './budget-settings.ts'

const DIMENSIONS = ['team', 'tenant', 'tier', 'feature', 'user', 'session', 'run', 'agent'] as const
const PERIODS = ['hour', 'day', 'week', 'month', 'request', 'run'] as const

/**
 * The schema of a budget, in its form; the guard itself checks what goes beyond that, such as that a time zone exists.
 */
export function budgetSchema(z: typeof zod): zod.ZodType<BudgetOptions> {
  const limit = limitSchema(z)
  const scope = '"global", a dimension, or several such as "user x feature"'
  return z.strictObject({
    name: z.string().describe('In refusals, alerts and metrics.').exactOptional(),
    scope: z
      .union([z.string(scope), z.array(z.enum(DIMENSIONS))], scope)
      .describe('What it is divided by: each user, feature, ... has the whole limit. Default: global.')
      .exactOptional(),
    match: z
      .partialRecord(z.enum(DIMENSIONS), z.string())
      .describe('Only calls with these values fall under it.')
      .exactOptional(),
    limit: limit
      .describe('How much in one window: $5.00, 1000 requests, 50000 tokens. 0 refuses everything.')
      .exactOptional(),
    per: z.enum(PERIODS).describe('The window of limit, tiers and unattributed. Default: month.').exactOptional(),
    limits: z.partialRecord(z.enum(PERIODS), limit).describe('Limits of several windows.').exactOptional(),
    tiers: z.record(z.string(), limit).describe('Other limits for customers of a tier.').exactOptional(),
    unattributed: limit.describe('The limit of calls that do not say who causes them.').exactOptional(),
    zone: z.string().describe('The IANA zone of days, weeks and months. Default: UTC.').exactOptional(),
    mode: z.enum(['enforce', 'shadow', 'off']).describe('Default: enforce.').exactOptional(),
    ladder: z.array(rungSchema(z)).describe('What happens on the way to the limit.').exactOptional(),
    onUnknownPrice: z
      .union(
        [z.enum(['deny', 'allow']), z.strictObject({ ceiling: z.union([z.string(), z.number()]) })],
        '"deny", "allow" or { ceiling: "$0.50" }',
      )
      .describe('Calls whose price is unknown. Default: deny.')
      .exactOptional(),
    onStoreFailure: z
      .enum(['open', 'closed', 'lease'])
      .describe('While the store does not answer. Default: lease.')
      .exactOptional(),
    allowFree: z.boolean().describe('Allow models that cost nothing when it is spent. Default: true.').exactOptional(),
  } satisfies Record<keyof BudgetOptions, unknown>)
}

function limitSchema(z: typeof zod): zod.ZodType<LimitOption> {
  const expected = 'an amount such as "$5.00", a count such as "1000 requests", or an object of several'
  const count = z.int('a whole number').min(0, 'a whole number of 0 or more').exactOptional()
  return z.union(
    [
      z.string(expected),
      z.number(expected).min(0, expected),
      z.strictObject({
        usd: z.union([z.string(), z.number()]).exactOptional(),
        tokens: count,
        inputTokens: count,
        outputTokens: count,
        requests: count,
      }),
    ],
    expected,
  )
}

function rungSchema(z: typeof zod): zod.ZodType<RungOptions> {
  return z.strictObject({
    at: z.union([z.number(), z.string()], 'a percentage such as 90 or "90%"').describe('In percent of the limit.'),
    action: z.enum(['alert', 'downgrade', 'disable', 'deny']),
    features: z.array(z.string()).describe('The features that it is for. Default: all.').exactOptional(),
  } satisfies Record<keyof RungOptions, unknown>)
}

/** The schema of `budgetStore`. */
export function budgetStoreSchema(z: typeof zod): zod.ZodType<BudgetStoreSettings | string> {
  const positive = (meaning: string): zod.ZodExactOptional<zod.ZodNumber> =>
    z.number().positive('a number above 0').describe(meaning).exactOptional()
  const expected = '"memory", "sqlite:<path>" or "redis://<host>:<port>"'
  const address = z.string(expected).regex(/^(?:memory$|sqlite:.|rediss?:\/\/)/, expected)
  const settings = z.strictObject({
    at: address.describe('memory, sqlite:<path> or redis://...'),
    ledger: z.string().describe('A file that keeps what was spent.').exactOptional(),
    timeoutMillis: positive('How long to wait for the store. Default: 500.'),
    holdSeconds: positive('How long a call that is never settled holds its estimate. Default: 600.'),
    leasePercent: positive('What a process may spend of the rest while the store does not answer. Default: 1.'),
  } satisfies Record<keyof BudgetStoreSettings, unknown>)
  return z
    .union([address, settings], `${expected}, or an object with it as "at"`)
    .describe(
      'Where the counters of budgets are kept; a text is the `at` of it. Default: in the memory of each process.',
    )
}

/** The schema of one of `budgetAlerts`. */
export function budgetAlertSchema(z: typeof zod): zod.ZodType<BudgetAlertSettings> {
  const url = z.string('a URL').regex(/^https?:\/\//, 'an http(s) URL')
  return z.union(
    [
      z.strictObject({ webhook: url, secret: z.string().describe('Signs each alert.').exactOptional() }),
      z.strictObject({ slack: url }),
      z.strictObject({ pagerDuty: z.string().describe('The integration key.') }),
      z.strictObject({ smtp: z.string().regex(/^smtps?:\/\//, 'an smtp(s) URL'), from: z.string(), to: z.string() }),
      z.strictObject({ event: z.literal(true).describe('As an event of OpenTelemetry.') }),
    ],
    'one of webhook, slack, pagerDuty, smtp, event',
  )
}
