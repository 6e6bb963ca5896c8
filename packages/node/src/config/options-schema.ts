import type { CostContext } from '@costspan/cost'
import { providers } from '@costspan/instrumentation'
import type * as zod from 'zod'
import { alertsSchema } from './alerts-schema.ts'
import { budgetAlertSchema, budgetSchema, budgetStoreSchema } from './budgets-schema.ts'
import { cacheSchema } from './cache-schema.ts'
import type { CostspanOptions } from './costspan-options.ts'
import { economicsSchema } from './economics-schema.ts'
import { guardSchema } from './guard-schema.ts'
import { currenciesSchema, discountSchema, priceRowSchema } from './price-schema.ts'
import { selfHostedSchema } from './self-hosted-schema.ts'
import { promptCacheSchema } from './prompt-cache-schema.ts'
import { semanticCacheSchema } from './semantic-cache-schema.ts'

/** The keys of the cost context. A record, so that the compiler finds a key that is missing here. */
const COST_CONTEXT_KEYS: Readonly<Record<keyof CostContext, true>> = {
  feature: true,
  user: true,
  session: true,
  conversation: true,
  agent: true,
  team: true,
  tenant: true,
  tier: true,
  run: true,
  tags: true,
}

const MINUTES_PER_WEEK = 10_080

/**
 * The schema of all settings: what checks them, and what the published JSON Schema is made of. The text that is given with
 * a part says what is expected of it, in messages.
 *
 * @param z the library, which is handed in because loading it takes longer than the rest of the start-up
 */
export function optionsSchema(z: typeof zod): zod.ZodType<CostspanOptions> {
  return z
    .strictObject({
      serviceName: text(z, 'the name of a service').describe('The name of this service in telemetry.').exactOptional(),
      prices: z
        .array(priceRowSchema(z))
        .describe(
          'Own prices, in USD per million tokens. They win over every catalogue; the last one that matches holds.',
        )
        .exactOptional(),
      currencies: currenciesSchema(z).exactOptional(),
      selfHosted: z
        .array(selfHostedSchema(z))
        .describe("Models on one's own GPUs, priced by what those cost in an hour and the tokens that they do in it.")
        .exactOptional(),
      discounts: z
        .array(discountSchema(z))
        .describe('What a contract takes off the list prices; the last one that matches holds.')
        .exactOptional(),
      priceCatalog: priceCatalogSchema(z).exactOptional(),
      attribution: attributionSchema(z).exactOptional(),
      instrumentations: instrumentationsSchema(z).exactOptional(),
      streamUsage: z
        .enum(['count', 'ask'], '"count" or "ask"')
        .describe('Streams without usage: count their tokens (default), or ask OpenAI for their usage.')
        .exactOptional(),
      content: contentSchema(z).exactOptional(),
      telemetry: telemetrySchema(z).exactOptional(),
      budgets: z.array(budgetSchema(z)).describe('What may be spent, by whom and until when.').exactOptional(),
      budgetStore: budgetStoreSchema(z).exactOptional(),
      budgetAlerts: z.array(budgetAlertSchema(z)).describe('Who is told when a budget runs low.').exactOptional(),
      alerts: alertsSchema(z).exactOptional(),
      guard: guardSchema(z).exactOptional(),
      cache: cacheSchema(z).exactOptional(),
      semanticCache: semanticCacheSchema(z).exactOptional(),
      promptCache: promptCacheSchema(z).exactOptional(),
      economics: economicsSchema(z).exactOptional(),
    } satisfies Record<keyof CostspanOptions, unknown>)
    .meta({ title: 'costspan.yaml', description: 'Settings of Costspan, cost metering for LLM applications.' })
}

function priceCatalogSchema(z: typeof zod): zod.ZodType<NonNullable<CostspanOptions['priceCatalog']>> {
  const minutes = `a number of minutes from 1 to ${MINUTES_PER_WEEK}`
  return z
    .strictObject({
      from: text(z, 'a path or an http(s) URL').describe('A path, relative to this file, or an http(s) URL.'),
      everyMinutes: z
        .number(minutes)
        .min(1, minutes)
        .max(MINUTES_PER_WEEK, minutes)
        .describe('How often to look for new prices. Default: 60 for a URL, 1 for a file.')
        .exactOptional(),
      sha256: z
        .string('64 hexadecimal digits')
        .regex(/^[0-9a-f]{64}$/i, '64 hexadecimal digits')
        .describe('The SHA-256 of the file: one of any other is not taken. Default: every valid file is.')
        .exactOptional(),
    })
    .describe('A price file that is read at the start and again and again, on top of the bundled prices.')
}

function attributionSchema(z: typeof zod): zod.ZodType<NonNullable<CostspanOptions['attribution']>> {
  const keys = Object.keys(COST_CONTEXT_KEYS) as (keyof CostContext)[]
  const fields = keys.filter((key) => key !== 'tags')
  const host = 'a host name, such as "llm.example.com"'
  return z
    .strictObject({
      dimensions: z
        .array(spanAttribute(z))
        .describe('Span attributes that become attributes of metrics. Default: costspan.feature, .team and .tier.')
        .exactOptional(),
      baggage: z
        .strictObject({
          keys: z
            .array(z.enum(keys, `one of ${keys.join(', ')}`))
            .describe('What travels to other services. Default: feature, team, tenant, tier, run, agent.')
            .exactOptional(),
          trustInbound: z
            .boolean()
            .describe('Whether incoming cost context is believed. Default: false.')
            .exactOptional(),
          llmHosts: z
            .array(z.string(host).regex(/^[\w.*-]+$/, host))
            .describe('More hosts that are LLM providers and must not get the cost context; * is any text.')
            .exactOptional(),
        })
        .describe('What of the cost context travels between services.')
        .exactOptional(),
      pseudonyms: z
        .strictObject({
          fields: z
            .array(z.enum(fields, `one of ${fields.join(', ')}`))
            .describe('Fields of the cost context. Default: user.')
            .exactOptional(),
        })
        .describe('Replaces ids of people by pseudonyms, made with the keys in COSTSPAN_PSEUDONYM_KEYS.')
        .exactOptional(),
    })
    .describe('How each dollar finds who caused it.')
}

/** A name of the cost context, such as `feature`, would be an attribute that no span has. */
function spanAttribute(z: typeof zod): zod.ZodType<string> {
  const expectation = 'the name of a span attribute, such as "costspan.feature"'
  return text(z, expectation).refine((name) => !Object.hasOwn(COST_CONTEXT_KEYS, name), expectation)
}

function instrumentationsSchema(z: typeof zod): zod.ZodType<NonNullable<CostspanOptions['instrumentations']>> {
  const names = providers.map(({ name }) => name)
  const expectation = `one of ${names.join(', ')}`
  // Checked, but not listed in the JSON Schema, which therefore stays as it is when a provider is added.
  const name = z.string(expectation).refine((value) => names.includes(value), expectation)
  return z
    .strictObject({
      include: z.array(name).describe('Only the SDKs of these providers.').exactOptional(),
      exclude: z.array(name).describe('Not the SDKs of these providers.').exactOptional(),
    })
    .describe('Which SDKs are metered. Default: all that are supported and installed.')
}

function contentSchema(z: typeof zod): zod.ZodType<NonNullable<CostspanOptions['content']>> {
  const characters = 'a whole number of characters, zero or more'
  return z
    .strictObject({
      capture: z.boolean().describe('Record prompts and answers on spans. Default: false.').exactOptional(),
      maxCharacters: z
        .int(characters)
        .min(0, characters)
        .describe('The most characters of content in one attribute. Default: 16384.')
        .exactOptional(),
    })
    .describe('Whether prompts and answers are recorded.')
}

function telemetrySchema(z: typeof zod): zod.ZodType<NonNullable<CostspanOptions['telemetry']>> {
  const tokens = 'a whole number of tokens, at least 1'
  return z
    .strictObject({
      draftNames: z.boolean().describe('Write gen_ai.usage.cost.*. Default: true.').exactOptional(),
      olderNames: z
        .boolean()
        .describe('Also write the older metrics of the conventions. Default: false.')
        .exactOptional(),
      assumedMaxOutputTokens: z
        .int(tokens)
        .min(1, tokens)
        .describe('The most output tokens that a call without usage may have had. Default: 128000.')
        .exactOptional(),
    })
    .describe('Names and bounds of what is recorded.')
}

function text(z: typeof zod, expectation: string): zod.ZodString {
  return z.string(expectation).regex(/\S/, expectation)
}
