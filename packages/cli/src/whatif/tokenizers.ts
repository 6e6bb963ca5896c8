/**
 * Tokenizers: another model cuts the same text into another number of tokens, so that a what-if over models is a range. A range
 * is the tokens of a text for each token of o200k, in percent, from the language or kind of text that suits the tokenizer best to
 * the one that suits it least.
 *
 * cl100k was counted beside o200k with gpt-tokenizer 4 (2026-11-22): 0.99 on TypeScript, 1.01 on English, 1.44 on German, 1.50 on
 * Chinese, 1.69 on Russian; Indic scripts go up to 3.4 and are left out. Claude's follow from characters for each token of
 * English, 4.33 and 3.60 against 4.70 of o200k, and from the ratios of newer to older models by kind of text, 1.0 to 1.47, as
 * measured by count_tokens (https://www.claudecodecamp.com/p/i-measured-claude-4-7-s-new-tokenizer-here-s-what-it-costs-you, read
 * 2026-11-22). Those of others are not published: theirs is a wide guess.
 */
interface Tokenizer {
  readonly name: string
  readonly models: RegExp
  readonly lowPercent: number
  readonly highPercent: number
}

const TOKENIZERS: readonly Tokenizer[] = [
  {
    name: 'o200k',
    models: /^(?:gpt-(?:4o|4\.1|4\.5|5|oss)|o[134](?:-|$)|chatgpt-4o|codex)/,
    lowPercent: 100,
    highPercent: 100,
  },
  { name: 'cl100k', models: /^(?:gpt-(?:4|3\.5)|text-embedding-)/, lowPercent: 98, highPercent: 170 },
  {
    name: 'claude-4.7',
    models: /claude-(?:opus-(?:4-[7-9]|[5-9])|sonnet-[5-9]|haiku-[5-9]|fable|mythos)/,
    lowPercent: 100,
    highPercent: 165,
  },
  { name: 'claude', models: /claude-/, lowPercent: 100, highPercent: 115 },
]

const UNKNOWN: Omit<Tokenizer, 'models'> = { name: 'unknown', lowPercent: 85, highPercent: 150 }

/** How many tokens one model makes of a hundred of another's, at the least and at the most. */
export function tokenRange(from: string, to: string): { readonly low: number; readonly high: number } {
  const [one, other] = [tokenizerOf(from), tokenizerOf(to)]
  if (one.name === other.name && (one.name !== UNKNOWN.name || from === to)) return { low: 100, high: 100 }
  return {
    low: Math.floor((100 * other.lowPercent) / one.highPercent),
    high: Math.ceil((100 * other.highPercent) / one.lowPercent),
  }
}

function tokenizerOf(model: string): Omit<Tokenizer, 'models'> {
  const name = model.toLowerCase().replace(/^.*\//, '')
  return TOKENIZERS.find(({ models }) => models.test(name)) ?? UNKNOWN
}
