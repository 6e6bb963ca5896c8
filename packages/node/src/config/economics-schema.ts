import type * as zod from 'zod'
import type { EconomicsSettings, MonthlyCostSettings, TierPriceSettings } from './economics-settings.ts'

/** The schema of the settings of `costspan economics`. */
export function economicsSchema(z: typeof zod): zod.ZodType<EconomicsSettings> {
  const margin = 'a percentage from 0 to 100, such as "70%"'
  return z
    .strictObject({
      tiers: z.array(tierSchema(z)).describe('What each user of a tier pays.').exactOptional(),
      targetMargin: z
        .string(margin)
        .regex(/^\s*(?:100(?:\.0+)?|\d{1,2}(?:\.\d+)?)\s*%\s*$/, margin)
        .describe('The margin to keep, for suggested limits. Default: 70%.')
        .exactOptional(),
      costs: z.array(costSchema(z)).describe('What a month costs beside calls.').exactOptional(),
    } satisfies Record<keyof EconomicsSettings, unknown>)
    .describe('What customers pay and what is paid around calls, for costspan economics.')
}

function tierSchema(z: typeof zod): zod.ZodType<TierPriceSettings> {
  const users = 'a whole number of users, zero or more'
  return z.strictObject({
    tier: named(z, 'the name of a tier').describe('The tier of the cost context.'),
    price: usd(z).describe('What one user pays for a month, in USD.'),
    users: z.int(users).min(0, users).describe('How many pay. Default: as many as made calls.').exactOptional(),
  } satisfies Record<keyof TierPriceSettings, unknown>)
}

function costSchema(z: typeof zod): zod.ZodType<MonthlyCostSettings> {
  return z.strictObject({
    category: z
      .enum(['infrastructure', 'operational'], '"infrastructure" or "operational"')
      .describe('infrastructure such as GPUs and storage, operational such as people and tools.'),
    name: named(z, 'what is paid for').describe('What is paid for.'),
    month: usd(z).describe('What it costs in a month, in USD.'),
  } satisfies Record<keyof MonthlyCostSettings, unknown>)
}

function usd(z: typeof zod): zod.ZodType<string | number> {
  const amount = 'an amount in USD, such as 20 or "$20.00"'
  const written = /^\s*\$?\s*(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d{1,9})?\s*(?:USD)?\s*$/
  return z.union([z.number(amount).min(0, amount), z.string(amount).regex(written, amount)], amount)
}

function named(z: typeof zod, expectation: string): zod.ZodString {
  return z.string(expectation).regex(/\S/, expectation)
}
