import type { Context } from '@opentelemetry/api'
import { overlapOf } from './retrieved-overlap.ts'

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

/** What retrieved texts are of a prompt. */
export interface RetrievedPart {
  /** How much of the prompt they are, from 0 to 1 by characters. */
  readonly share: number
  /** How much of them repeats others of them; undefined where none is in the prompt. */
  readonly overlap: number | undefined
}

/**
 * How much of a prompt is retrieved context; undefined where nothing was retrieved. A text that stands in the prompt twice is
 * paid for twice, and counts twice.
 */
export function retrievedPart(parent: Context, params: unknown): RetrievedPart | undefined {
  const texts = retrievedIn(parent)?.texts
  if (texts === undefined || texts.size === 0) return undefined
  const prompt: string[] = []
  collectStrings(params, prompt, new Set())
  const total = prompt.reduce((sum, text) => sum + text.length, 0)
  if (total === 0) return undefined
  const found: string[] = []
  for (const part of prompt) {
    for (const text of texts) for (let each = occurrences(part, text); each > 0; each -= 1) found.push(text)
  }
  const retrieved = found.reduce((sum, text) => sum + text.length, 0)
  return { share: Math.min(1, retrieved / total), overlap: found.length === 0 ? undefined : overlapOf(found) }
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
