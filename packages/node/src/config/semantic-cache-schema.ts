import type { SemanticFeatureOptions } from '@costspan/guard'
import type * as zod from 'zod'
import { cacheFeatureFields, encryptionSchema } from './cache-schema.ts'
import type { EmbedderSettings, SemanticCacheSettings } from './semantic-cache-settings.ts'

/** The schema of `semanticCache`: which questions are compared by their meaning, and by what. */
export function semanticCacheSchema(z: typeof zod): zod.ZodType<SemanticCacheSettings> {
  const positive = (meaning: string): zod.ZodExactOptional<zod.ZodNumber> =>
    z.number('a number above 0').positive('a number above 0').describe(meaning).exactOptional()
  const address = '"memory" or "redis://<host>:<port>"'
  return z
    .strictObject({
      features: z
        .record(z.string(), featureSchema(z))
        .describe('The features whose questions are compared, by name; * is all others.'),
      embedder: embedderSchema(z),
      judge: z
        .strictObject({ model: z.string('a model').min(1, 'a model').describe('A chat model, such as gpt-4o-mini.') })
        .describe('Asked where the words of two questions do not tell, behind the same API. Default: none.')
        .exactOptional(),
      store: z
        .string(address)
        .regex(/^(?:memory$|rediss?:\/\/)/, address)
        .describe('memory, or redis://... (a Redis 8) for a fleet. Default: memory.')
        .exactOptional(),
      embedTimeoutMillis: positive('How long to wait for the embedder. Default: 1000.'),
      judgeTimeoutMillis: positive('How long to wait for the judge. Default: 3000.'),
      storeTimeoutMillis: positive('How long to wait for the store. Default: 100.'),
      encryption: encryptionSchema(z).exactOptional(),
    } satisfies Record<keyof SemanticCacheSettings, unknown>)
    .describe('Which questions are compared by their meaning, to be given the same answer. Default: none.')
}

function featureSchema(z: typeof zod): zod.ZodType<SemanticFeatureOptions> {
  const share = 'a number from 0 to 1'
  const aShare = (meaning: string): zod.ZodExactOptional<zod.ZodNumber> =>
    z.number(share).min(0, share).max(1, share).describe(meaning).exactOptional()
  return z.strictObject({
    ...cacheFeatureFields(z),
    threshold: aShare('The least cosine between two questions that are compared. Default: 0.8.'),
    synonyms: z
      .array(z.array(z.string().min(1, 'a word')).min(2, 'two words or more'))
      .describe('Groups of words that mean the same in this feature.')
      .exactOptional(),
    maxTurns: z
      .int('a whole number above 0')
      .min(1, 'a whole number above 0')
      .describe('The most messages that a conversation may have. Default: 1.')
      .exactOptional(),
    shadowShare: aShare('The share of hits for which the provider is asked all the same. Default: 0.05.'),
    mode: z
      .enum(['serve', 'shadow'], '"serve" or "shadow"')
      .describe('shadow serves no hit. Default: serve.')
      .exactOptional(),
    maxFalseHitRate: aShare('The rate of false hits above which the feature is switched off. Default: 0.01.'),
  } satisfies Record<keyof SemanticFeatureOptions, unknown>) as zod.ZodType<SemanticFeatureOptions>
}

function embedderSchema(z: typeof zod): zod.ZodType<EmbedderSettings> {
  const text = (meaning: string): zod.ZodString => z.string('a text').min(1, 'a text').describe(meaning)
  return z
    .strictObject({
      model: text('A model of embeddings, such as text-embedding-3-small.'),
      dimensions: z.int('a whole number above 0').min(1, 'a whole number above 0').exactOptional(),
      baseUrl: text("Where the API is. Default: OpenAI's.").exactOptional(),
      apiKeyEnv: text('The variable that holds the API key. Default: OPENAI_API_KEY.').exactOptional(),
    } satisfies Record<keyof EmbedderSettings, unknown>)
    .describe('What turns questions into vectors, called by the package openai of the application.')
}
