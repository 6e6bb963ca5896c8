import { context } from '@opentelemetry/api'
import { carriedValue, runWithValue } from './carried-value.ts'

/** Where a context has what was retrieved. A registered symbol, so that instrumentations find it without this package. */
const RETRIEVAL: symbol = Symbol.for('costspan.retrieval')

interface Retrieved {
  readonly texts: Set<string>
}

/**
 * Runs a function whose calls have these texts in their prompts as retrieved context (RAG). How much of each prompt they are
 * is written on the span of the call: `costspan.retrieval.input_tokens`, and `costspan.cost.retrieval` in USD.
 *
 * Both are shares of the input and no parts beside it: they are what a prompt without the texts would have saved. They are
 * told by characters, of the texts that are found in the prompt as they are. Texts of an outer `withRetrieval` count too.
 * Documents of LangChain's retrievers are added without it, where a chain has both the retriever and the model.
 *
 * @example
 * ```ts
 * import OpenAI from 'openai'
 * import { withRetrieval } from '@costspan/cost'
 *
 * const client = new OpenAI()
 * const chunks = ['The sky is blue because of Rayleigh scattering.']
 * const input = `Answer from this context.\n${chunks.join('\n')}\nWhy is the sky blue?`
 * await withRetrieval(chunks, () => client.responses.create({ model: 'gpt-5', input }))
 * ```
 *
 * @returns what the function returns: the same promise, or the value itself
 * @throws TypeError when a text is no string
 */
export function withRetrieval<T>(texts: readonly string[], fn: () => T): T {
  const wrong = texts.findIndex((text) => typeof text !== 'string')
  if (wrong >= 0) throw new TypeError(`withRetrieval: texts[${wrong}] must be a string, got ${typeof texts[wrong]}`)
  const outer = carriedValue(context.active(), RETRIEVAL) as Retrieved | undefined
  const retrieved: Retrieved = { texts: new Set([...(outer?.texts ?? []), ...texts]) }
  return runWithValue(RETRIEVAL, retrieved, fn)
}
