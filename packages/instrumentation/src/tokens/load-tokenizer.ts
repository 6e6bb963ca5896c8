import type { Encoding } from './encoding-of-model.ts'

/** Counts the tokens of one text, taking special tokens such as `<|endoftext|>` for the plain text that they are. */
export type Tokenizer = (text: string) => number

const loaded = new Map<Encoding, Promise<Tokenizer>>()

/**
 * The tokenizer of an encoding: `gpt-tokenizer` where the application has it, which counts the same several times faster,
 * else `js-tiktoken`. Each is loaded at most once.
 */
export function loadTokenizer(encoding: Encoding): Promise<Tokenizer> {
  let tokenizer = loaded.get(encoding)
  if (tokenizer === undefined) {
    tokenizer = loadGptTokenizer(encoding).catch(() => loadTiktoken(encoding))
    loaded.set(encoding, tokenizer)
  }
  return tokenizer
}

async function loadGptTokenizer(encoding: Encoding): Promise<Tokenizer> {
  const { countTokens } =
    encoding === 'o200k_base'
      ? await import('gpt-tokenizer/encoding/o200k_base')
      : await import('gpt-tokenizer/encoding/cl100k_base')
  const asPlainText = { disallowedSpecial: new Set<string>() }
  return (text) => countTokens(text, asPlainText)
}

async function loadTiktoken(encoding: Encoding): Promise<Tokenizer> {
  const { Tiktoken } = await import('js-tiktoken/lite')
  const { default: ranks } =
    encoding === 'o200k_base'
      ? await import('js-tiktoken/ranks/o200k_base')
      : await import('js-tiktoken/ranks/cl100k_base')
  const tokenizer = new Tiktoken(ranks)
  return (text) => tokenizer.encode(text, [], []).length
}
