import type { Currencies, Discount, ExchangeRate, PriceRowInput, TokenRateName } from '@costspan/cost/prices'
import type * as zod from 'zod'

/** What each price is for, and what holds where it is absent. */
const TOKEN_KINDS: Readonly<Record<TokenRateName, string>> = {
  input: 'Input.',
  output: 'Output.',
  cacheRead: 'Input read from a cache; else as input.',
  cacheWrite: 'Input written to a cache, for 5 minutes; else as input.',
  cacheWrite1h: 'Input written to a cache, for an hour; else as cacheWrite.',
  reasoning: 'Reasoning; else as output.',
  inputAudio: 'Audio as input; else as input.',
  outputAudio: 'Audio as output; else as output.',
  cacheReadAudio: 'Audio read from a cache; else as cacheRead.',
  inputImage: 'Images as input; else as input.',
  outputImage: 'Images as output; else as output.',
  cacheReadImage: 'Images read from a cache; else as cacheRead.',
}

/*
 * The forms of amounts, for people who write them; that a price book can use them is checked by a price book. The case of
 * an exponent is spelt out, because patterns of a JSON Schema have no flags.
 */
const DECIMAL = String.raw`(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?`
const USD = new RegExp(String.raw`^\s*(?:\$\s*)?${DECIMAL}\s*$`)
const USD_PER_UNITS = new RegExp(String.raw`^\s*(?:\$\s*)?${DECIMAL}\s*(?:/\s*\d+\s*)?$`)
const FACTOR = new RegExp(String.raw`^\s*${DECIMAL}\s*$`)
const PERCENTAGE = new RegExp(String.raw`^\s*-?${DECIMAL}\s*%?\s*$`)

const DAY_OR_INSTANT = /^\d{4}-\d{2}-\d{2}(?:T.+(?:Z|[+-]\d{2}:\d{2}))?$/
const TIME_OF_DAY = /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?$/

/** The schema of a price as a user writes it. */
export function priceRowSchema(z: typeof zod): zod.ZodType<PriceRowInput> {
  const name = (what: string): zod.ZodString => z.string(what).regex(/\S/, what)
  const kinds = tokenPrices(z)
  const day = 'a day such as "2026-08-21", or an instant such as "2026-08-21T12:00:00Z"'
  const hours = 'two times of day in UTC, such as ["16:30", "00:30"]'
  const time = z.string(hours).regex(TIME_OF_DAY, hours)
  const length = 'a whole number of tokens'
  return z.strictObject({
    provider: name('the name of a provider, such as "openai"')
      .describe('The provider; else any of them.')
      .exactOptional(),
    model: name('the name of a model, such as "gpt-4o" or "gpt-4o*"').describe(
      'The model, exact or with * for any text.',
    ),
    currency: name('the code of a currency, such as "EUR"')
      .describe('The currency of the prices, one of `currencies`; else USD.')
      .exactOptional(),
    ...kinds,
    from: z
      .string(day)
      .regex(DAY_OR_INSTANT, day)
      .describe('The first day of the price, in UTC; else it always held.')
      .exactOptional(),
    daily: z
      .tuple([time, time], hours)
      .describe('The hours of each day in which the price holds, in UTC.')
      .exactOptional(),
    serviceTier: name('the name of a service tier, such as "flex"')
      .describe('The service tier; else the standard one.')
      .exactOptional(),
    units: z
      .record(z.string(), amount(z, USD_PER_UNITS, 'USD per unit, such as 0.01 or "10/1000"'))
      .describe('Prices of what is not counted in tokens, in USD per unit: 0.01, or "10/1000".')
      .exactOptional(),
    above: z
      .array(z.strictObject({ inputTokens: z.int(length).min(0, length), ...kinds }))
      .describe('Prices of longer contexts, shortest first: they hold for the whole call when its input is longer.')
      .exactOptional(),
  } satisfies Record<keyof PriceRowInput, unknown>)
}

/** The schema of what currencies are worth: one rate, or dated ones. */
export function currenciesSchema(z: typeof zod): zod.ZodType<Currencies> {
  const day = 'a day such as "2026-08-21", or an instant such as "2026-08-21T12:00:00Z"'
  const rate = amount(z, FACTOR, 'the USD that one unit of the currency is worth, such as 1.0845')
  const dated = z.strictObject({
    from: z.string(day).regex(DAY_OR_INSTANT, day).describe('The first day of the rate, in UTC.'),
    usd: rate.describe('The USD that one unit of the currency is worth.'),
  } satisfies Record<keyof ExchangeRate, unknown>)
  const expectation = 'a rate such as 1.0845, or a list of dated rates'
  return z
    .record(z.string(), z.union([rate, z.array(dated)], expectation))
    .describe('What the currencies of own prices are worth in USD, by code; a list has the rate from each day on.')
}

/** The schema of a discount. That it has one of its two forms is also said in the JSON Schema. */
export function discountSchema(z: typeof zod): zod.ZodType<Discount> {
  const percent = 'a percentage up to 100, such as "15%"'
  return z
    .strictObject({
      provider: z.string().describe('The provider; else every one.').exactOptional(),
      model: z.string().describe('The model, exact or with *; else every one.').exactOptional(),
      percent: z
        .union([z.number(percent).max(100, percent), z.string(percent).regex(PERCENTAGE, percent)], percent)
        .describe('What is taken off, such as 15 or "15%"; negative for a surcharge.')
        .exactOptional(),
      multiplier: amount(z, FACTOR, 'a multiplier of at least 0, such as 0.85')
        .describe('What is paid of the price, such as 0.85.')
        .exactOptional(),
    } satisfies Record<keyof Discount, unknown>)
    .refine(
      (discount) => (discount.percent === undefined) !== (discount.multiplier === undefined),
      'a discount with either percent or multiplier',
    )
    .meta({ oneOf: [{ required: ['percent'] }, { required: ['multiplier'] }] })
}

type Amount = zod.ZodUnion<[zod.ZodNumber, zod.ZodString]>

function tokenPrices(z: typeof zod): Record<TokenRateName, zod.ZodExactOptional<Amount>> {
  const price = amount(z, USD, 'USD per million tokens, such as 2.5 or "$2.50"')
  const entries = Object.entries(TOKEN_KINDS).map(([kind, meaning]) => [kind, price.describe(meaning).exactOptional()])
  return Object.fromEntries(entries) as Record<TokenRateName, zod.ZodExactOptional<Amount>>
}

/** A number that is not negative, or the text of one. */
function amount(z: typeof zod, pattern: RegExp, expectation: string): Amount {
  return z.union(
    [z.number(expectation).min(0, expectation), z.string(expectation).regex(pattern, expectation)],
    expectation,
  )
}
