import { OPEN_MODEL_PRICES } from './bill-prices-open-models.ts'

/**
 * The provider's own price list, written by hand and on purpose not taken from the packages under test.
 *
 * Figures as of 2026-11, in USD per million units as the providers' pages print them:
 * - OpenAI: https://developers.openai.com/api/docs/pricing; batch and flex cost half of standard
 *   (https://developers.openai.com/api/docs/guides/flex-processing), priority as
 *   https://openai.com/api-priority-processing/ says, and nothing is said for priority with long context;
 * - Anthropic: https://platform.claude.com/docs/en/about-claude/pricing; batch costs half, cache writes 1.25 times
 *   (5 minutes) and 2 times (1 hour) the input.
 */
export interface ModelPrice {
  readonly standard: Rates
  /** Rates of the whole call when its input is at least this long. */
  readonly longContext?: { readonly fromInputTokens: number; readonly rates: Rates }
  /** Tiers at half the price. */
  readonly half: readonly string[]
  readonly priority?: Rates
  /** Per million searches, where it is another price than that of most. */
  readonly webSearches?: string
}

/** A kind of input or output without a rate of its own costs what plain input or output costs. */
export interface Rates {
  readonly input: string
  readonly output: string
  readonly cacheRead?: string
  readonly cacheWrite?: string
  readonly cacheWrite1h?: string
  readonly inputAudio?: string
  readonly inputImage?: string
  readonly outputAudio?: string
  readonly outputImage?: string
  /** Per million seconds. */
  readonly audioSeconds?: string
  readonly characters?: string
  readonly searchUnits?: string
  readonly images?: string
}

/** Web searches cost 10 USD a thousand at both providers; fetches are free. */
export const USD_PER_MILLION_SEARCHES = '10000'

const OPENAI_TIERS = ['batch', 'flex']

export const PRICES: Readonly<Record<string, ModelPrice>> = {
  ...OPEN_MODEL_PRICES,
  'gpt-4o': {
    standard: { input: '2.50', cacheRead: '1.25', output: '10.00' },
    priority: { input: '4.25', cacheRead: '2.125', output: '17.00' },
    half: ['batch'],
  },
  'gpt-4o-mini': {
    standard: { input: '0.15', cacheRead: '0.075', output: '0.60' },
    priority: { input: '0.25', cacheRead: '0.125', output: '1.00' },
    half: ['batch'],
  },
  'gpt-4.1': {
    standard: { input: '2.00', cacheRead: '0.50', output: '8.00' },
    priority: { input: '3.50', cacheRead: '0.875', output: '14.00' },
    half: ['batch'],
  },
  'gpt-5': {
    standard: { input: '1.25', cacheRead: '0.125', output: '10.00' },
    priority: { input: '2.50', cacheRead: '0.25', output: '20.00' },
    half: OPENAI_TIERS,
  },
  'gpt-5.4': {
    standard: { input: '2.50', cacheRead: '0.25', output: '15.00' },
    // "<272K input tokens" is the short context, so the long one begins at exactly 272,000.
    longContext: {
      fromInputTokens: 272_000,
      rates: { input: '5.00', cacheRead: '0.50', output: '22.50' },
    },
    priority: { input: '5.00', cacheRead: '0.50', output: '30.00' },
    half: OPENAI_TIERS,
  },
  o3: {
    standard: { input: '2.00', cacheRead: '0.50', output: '8.00' },
    priority: { input: '3.50', cacheRead: '0.875', output: '14.00' },
    half: OPENAI_TIERS,
  },
  'gpt-audio': {
    standard: { input: '2.50', output: '10.00', inputAudio: '32.00', outputAudio: '64.00' },
    half: [],
  },
  'gpt-3.5-turbo-instruct': { standard: { input: '1.50', output: '2.00' }, half: [] },
  'text-embedding-3-small': { standard: { input: '0.02', output: '0' }, half: ['batch'] },
  'gpt-image-1': {
    standard: { input: '5.00', cacheRead: '1.25', inputImage: '10.00', output: '40.00' },
    half: [],
  },
  'gpt-4o-transcribe': {
    standard: { input: '2.50', inputAudio: '6.00', output: '10.00' },
    half: [],
  },
  'gpt-4o-mini-tts': { standard: { input: '0.60', output: '12.00' }, half: [] },
  // 0.006 USD a minute is 100 USD for a million seconds.
  'whisper-1': { standard: { input: '0', output: '0', audioSeconds: '100' }, half: [] },
  'tts-1': { standard: { input: '0', output: '0', characters: '15.00' }, half: [] },
  'claude-sonnet-4-5': {
    standard: {
      input: '3.00',
      cacheRead: '0.30',
      cacheWrite: '3.75',
      cacheWrite1h: '6.00',
      output: '15.00',
    },
    longContext: {
      fromInputTokens: 200_001,
      rates: {
        input: '6.00',
        cacheRead: '0.60',
        cacheWrite: '7.50',
        cacheWrite1h: '12.00',
        output: '22.50',
      },
    },
    half: ['batch'],
  },
  'claude-haiku-4-5': {
    standard: {
      input: '1.00',
      cacheRead: '0.10',
      cacheWrite: '1.25',
      cacheWrite1h: '2.00',
      output: '5.00',
    },
    half: ['batch'],
  },
  'claude-opus-4-5': {
    standard: {
      input: '5.00',
      cacheRead: '0.50',
      cacheWrite: '6.25',
      cacheWrite1h: '10.00',
      output: '25.00',
    },
    half: ['batch'],
  },
  // https://ai.google.dev/gemini-api/docs/pricing. Searches: 35 USD for 1,000 answers until Gemini 2.5, then 14 for 1,000 queries.
  'gemini-2.5-flash': {
    standard: { input: '0.30', cacheRead: '0.03', inputAudio: '1.00', output: '2.50' },
    half: [],
    webSearches: '35000',
  },
  'gemini-2.5-pro': {
    standard: { input: '1.25', cacheRead: '0.125', output: '10.00' },
    longContext: { fromInputTokens: 200_001, rates: { input: '2.50', cacheRead: '0.25', output: '15.00' } },
    half: [],
    webSearches: '35000',
  },
  'gemini-3.1-flash-lite': {
    standard: { input: '0.25', cacheRead: '0.025', inputAudio: '0.50', output: '1.50' },
    half: ['batch', 'flex'],
    webSearches: '14000',
  },
  'gemini-2.5-flash-image': { standard: { input: '0.30', output: '2.50', outputImage: '30.00' }, half: [] },
  'gemini-embedding-001': { standard: { input: '0.15', output: '0' }, half: [] },
  'gemini-embedding-2': { standard: { input: '0.20', output: '0' }, half: [] },
  // 0.04 USD an image is 40,000 USD for a million.
  'imagen-4.0-generate-001': { standard: { input: '0', output: '0', images: '40000' }, half: [] },
  // https://aws.amazon.com/bedrock/pricing/. Inference profiles of one region of the world cost a tenth more than global ones.
  'us.anthropic.claude-haiku-4-5-20251001-v1:0': {
    standard: { input: '1.10', cacheRead: '0.11', cacheWrite: '1.375', cacheWrite1h: '2.20', output: '5.50' },
    half: [],
  },
  'global.anthropic.claude-haiku-4-5-20251001-v1:0': {
    standard: { input: '1.00', cacheRead: '0.10', cacheWrite: '1.25', cacheWrite1h: '2.00', output: '5.00' },
    half: [],
  },
  'us.amazon.nova-pro-v1:0': { standard: { input: '0.80', cacheRead: '0.20', output: '3.20' }, half: [] },
  'us.meta.llama3-3-70b-instruct-v1:0': { standard: { input: '0.72', output: '0.72' }, half: [] },
  'mistral.mistral-large-2402-v1:0': { standard: { input: '4.00', output: '12.00' }, half: [] },
  'cohere.command-r-plus-v1:0': { standard: { input: '3.00', output: '15.00' }, half: [] },
  'cohere.embed-english-v3': { standard: { input: '0.10', output: '0' }, half: [] },
  'amazon.titan-text-express-v1': { standard: { input: '0.20', output: '0.60' }, half: [] },
  'amazon.titan-embed-text-v1': { standard: { input: '0.10', output: '0' }, half: [] },
}
