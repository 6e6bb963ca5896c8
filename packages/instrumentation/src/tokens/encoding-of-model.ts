/** The vocabularies of OpenAI's models. */
export type Encoding = 'cl100k_base' | 'o200k_base'

/** Models before gpt-4o, and all text embeddings: https://github.com/openai/tiktoken/blob/main/tiktoken/model.py, 2026-11. */
const CL100K = /^(?:ft:)?(?:gpt-4(?![o.\d])|gpt-3\.5|text-embedding|text-davinci|davinci|babbage)/

/** The vocabulary that `model` counts in. Other vendors do not publish theirs; the newest of OpenAI's comes nearest. */
export function encodingOfModel(model: string): Encoding {
  return CL100K.test(model) ? 'cl100k_base' : 'o200k_base'
}
