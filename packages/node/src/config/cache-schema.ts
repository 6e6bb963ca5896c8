import type { FeatureCacheOptions } from '@costspan/guard'
import type * as zod from 'zod'
import type { CacheSettings } from './cache-settings.ts'

/** The schema of `cache`: which answers are kept to be given again, and where. */
export function cacheSchema(z: typeof zod): zod.ZodType<CacheSettings> {
  const positive = (meaning: string): zod.ZodExactOptional<zod.ZodNumber> =>
    z.number('a number above 0').positive('a number above 0').describe(meaning).exactOptional()
  const address = '"memory" or "redis://<host>:<port>"'
  return z
    .strictObject({
      features: z
        .record(z.string(), featureSchema(z))
        .describe('The features whose answers are kept, by name; * is all others.'),
      store: z
        .string(address)
        .regex(/^(?:memory$|rediss?:\/\/)/, address)
        .describe('memory, or redis://... for a fleet. Default: memory.')
        .exactOptional(),
      maxMegabytes: positive('What the answers in memory may take. Default: 64.'),
      maxEntryKilobytes: positive('The largest answer that is kept. Default: 1024.'),
      waitSeconds: positive('How long a call waits for another one that asks the same. Default: 30.'),
      storeTimeoutMillis: positive('How long to wait for the store. Default: 100.'),
      encryption: encryptionSchema(z).exactOptional(),
    } satisfies Record<keyof CacheSettings, unknown>)
    .describe('Which answers are kept to be given again, and where. Default: none.')
}

const MAX_TTL_SECONDS = 31_536_000

function featureSchema(z: typeof zod): zod.ZodType<FeatureCacheOptions> {
  return z.strictObject(cacheFeatureFields(z)) as zod.ZodType<FeatureCacheOptions>
}

/** What says of one feature how its answers are kept, in all kinds of caches. */
export function cacheFeatureFields(z: typeof zod): Readonly<Record<keyof FeatureCacheOptions, zod.ZodType>> {
  const yesOrNo = (meaning: string): zod.ZodExactOptional<zod.ZodBoolean> =>
    z.boolean('true or false').describe(meaning).exactOptional()
  const seconds = `a number of seconds above 0 and up to ${MAX_TTL_SECONDS}`
  const dimension = 'a dimension of the cost context, such as "tier" or "tags.locale"'
  return {
    ttlSeconds: z
      .number(seconds)
      .positive(seconds)
      .max(MAX_TTL_SECONDS, seconds)
      .describe('How long an answer may be given again. Default: 3600.')
      .exactOptional(),
    scope: z
      .enum(['tenant', 'user', 'global'], '"tenant", "user" or "global"')
      .describe('Who may be given it. Default: tenant.')
      .exactOptional(),
    namespace: z.string('a text').describe('Another text, other answers.').exactOptional(),
    vary: z
      .array(
        z
          .string(dimension)
          .regex(/^(?:feature|user|session|conversation|agent|team|tenant|tier|run|tags\..+)$/, dimension),
      )
      .describe('Dimensions of the cost context that the answer depends on.')
      .exactOptional(),
    toolCalls: yesOrNo('Keep answers that call tools, too. Default: false.'),
    anyTemperature: yesOrNo('Keep answers that were drawn at a temperature other than 0, too. Default: false.'),
  }
}

/** The keys that encrypt what a cache keeps. */
export function encryptionSchema(z: typeof zod): zod.ZodType<NonNullable<CacheSettings['encryption']>> {
  const key = z.strictObject({
    id: z.string('a name').min(1, 'a name').max(64, 'a name of up to 64 bytes').describe('The name of the key.'),
    env: z.string('a variable').min(1, 'the name of a variable').describe('The variable that holds it, in base64.'),
  })
  return z
    .strictObject({ keys: z.array(key).min(1, 'one key or more').describe('The first encrypts, all decrypt.') })
    .describe('Encrypts what is kept. Default: it is not encrypted.')
}
