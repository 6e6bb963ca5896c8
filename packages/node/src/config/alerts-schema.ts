import type * as zod from 'zod'
import type { AlertSettings } from './alert-settings.ts'

const PERCENTAGE = /^\s*(?:100(?:\.0*)?|\d{1,2}(?:\.\d+)?)\s*%\s*$/
const USD = /^\s*(?:\$\s*)?(?:\d+\.?\d*|\.\d+)\s*$/

/** The schema of `alerts`: thresholds of the rules that `costspan generate rules` writes. */
export function alertsSchema(z: typeof zod): zod.ZodType<AlertSettings> {
  const share = (meaning: string): zod.ZodExactOptional<zod.ZodString> => {
    const expected = 'a percentage from 0% to 100%, such as "5%"'
    return z.string(expected).regex(PERCENTAGE, expected).describe(meaning).exactOptional()
  }
  const usd = 'an amount of USD, such as "$20.00"'
  return z
    .strictObject({
      retryShare: share('Retries by calls. Default: 5%.'),
      fallbackShare: share('Calls to a fallback by calls. Default: 10%.'),
      truncationShare: share('Answers that were cut off by calls. Default: 5%.'),
      responseCacheHitRatio: share('Below this, hits by lookups of the response cache. Default: 60%.'),
      promptCacheHitRatio: share('Below this, input read from the prompt cache by all input. Default: 30%.'),
      userShareOfDay: share("Spend of one user in an hour by the day's budget. Default: 1%."),
      anomalyFloor: z
        .union([z.string(usd).regex(USD, usd), z.number(usd).min(0, usd)], usd)
        .describe('No hour is unusual for less above the expected. Default: 0.1 % of the month, at least $1.')
        .exactOptional(),
      catalogAgeDays: z
        .number('a number of days above 0')
        .positive('a number of days above 0')
        .describe('Prices that are older are stale. Default: 30.')
        .exactOptional(),
      priceConflicts: z
        .int('a whole number, zero or more')
        .min(0, 'a whole number, zero or more')
        .describe("Calls in six hours whose cost as returned contradicts a model's price. Default: 5.")
        .exactOptional(),
    } satisfies Record<keyof AlertSettings, unknown>)
    .describe('When the alerts fire that costspan generate rules writes.')
}
