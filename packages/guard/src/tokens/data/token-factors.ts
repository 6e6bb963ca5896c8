import type { TextKind } from '../text-kind.ts'

/** How many tokens of a vocabulary stand for one of `o200k_base`, and how far off that was at the most. */
export interface TokenFactor {
  readonly factor: number
  /** Of the measured text that is farthest off, in percent; undefined where nothing could be measured. */
  readonly errorPercent: number | undefined
}

/** Measured by `test/tokenizers` over `test/fixtures/tokens`; written by its `npm run measure`. */
export const TOKEN_FACTORS: Readonly<Record<string, Readonly<Record<TextKind, TokenFactor>>>> = {
  claude: {
    ascii: { factor: 1.06, errorPercent: undefined },
    latin: { factor: 1.38, errorPercent: undefined },
    other: { factor: 2.05, errorPercent: undefined },
  },
  gemini: {
    ascii: { factor: 1.18, errorPercent: 17 },
    latin: { factor: 0.99, errorPercent: 3 },
    other: { factor: 0.98, errorPercent: 40 },
  },
  'llama-3': {
    ascii: { factor: 1, errorPercent: 5 },
    latin: { factor: 1.23, errorPercent: 7 },
    other: { factor: 1.13, errorPercent: 29 },
  },
  'deepseek-v3': {
    ascii: { factor: 1.04, errorPercent: 7 },
    latin: { factor: 1.21, errorPercent: 4 },
    other: { factor: 1.16, errorPercent: 48 },
  },
  'qwen-3': {
    ascii: { factor: 1.11, errorPercent: 18 },
    latin: { factor: 1.2, errorPercent: 7 },
    other: { factor: 1.31, errorPercent: 57 },
  },
  mistral: {
    ascii: { factor: 1.15, errorPercent: 16 },
    latin: { factor: 1.05, errorPercent: 5 },
    other: { factor: 1.03, errorPercent: 19 },
  },
  'claude-4.7': {
    ascii: { factor: 1.41, errorPercent: undefined },
    latin: { factor: 1.86, errorPercent: undefined },
    other: { factor: 2.05, errorPercent: undefined },
  },
}
