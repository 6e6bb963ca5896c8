import type { Context } from '@opentelemetry/api'

/**
 * Retrieved context: texts that a retriever found and that were put into a prompt (RAG). A context carries those of the calls
 * made in it, under a registered symbol, so that `@costspan/cost` can put them there and this package need not import it.
 */
const RETRIEVAL: symbol = Symbol.for('costspan.retrieval')

/** What a context carries. Retrievers add to it while a chain runs. */
interface Retrieved {
  readonly texts: Set<string>
}

/** The texts that were retrieved for the calls of a context, or undefined where nobody asked for them. */
export function retrievedIn(parent: Context): Retrieved | undefined {
  return parent.getValue(RETRIEVAL) as Retrieved | undefined
}

/** A context in which retrievers may note what they find. */
export function withRetrieved(parent: Context): Context {
  return parent.setValue(RETRIEVAL, { texts: new Set() } satisfies Retrieved)
}

/**
 * How much of a prompt is retrieved context, from 0 to 1 by characters; undefined where nothing was retrieved. A text that
 * stands in the prompt twice is paid for twice, and counts twice.
 */
export function retrievedShare(parent: Context, params: unknown): number | undefined {
  const texts = retrievedIn(parent)?.texts
  if (texts === undefined || texts.size === 0) return undefined
  const prompt: string[] = []
  collectStrings(params, prompt, new Set())
  const total = prompt.reduce((sum, text) => sum + text.length, 0)
  if (total === 0) return undefined
  let retrieved = 0
  for (const part of prompt) {
    for (const text of texts) retrieved += text.length * occurrences(part, text)
  }
  return Math.min(1, retrieved / total)
}

/** Parameters that name something, or hold data which is no text. */
const NOT_PROMPT: ReadonlySet<string> = new Set([
  'model',
  'modelId',
  'modelClass',
  'role',
  'type',
  'data',
  'url',
  'headers',
])

function collectStrings(value: unknown, found: string[], seen: Set<object>): void {
  if (typeof value === 'string') {
    found.push(value)
  } else if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value) && !seen.has(value)) {
    seen.add(value)
    for (const [key, each] of Object.entries(value)) if (!NOT_PROMPT.has(key)) collectStrings(each, found, seen)
  }
}

function occurrences(prompt: string, text: string): number {
  return text === '' ? 0 : prompt.split(text).length - 1
}
