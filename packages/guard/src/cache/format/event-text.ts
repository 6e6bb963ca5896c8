import { createEventParser } from '../../http/server-sent-events.ts'
import type { JsonObject } from './answer-format.ts'

/** The items of a stream's text: of events, or of a JSON list. Throws what `JSON.parse` throws. */
export function readItems(text: string): readonly JsonObject[] {
  if (text.trimStart().startsWith('[')) return JSON.parse(text) as readonly JsonObject[]
  return createEventParser()
    .push(Buffer.from(`${text}\n\n`))
    .filter((data) => data !== DONE)
    .map((data) => JSON.parse(data) as JsonObject)
}

/** What OpenAI and those who speak like it end their streams with. */
export const DONE = '[DONE]'

/** Events that only have data. */
export function dataEvents(items: readonly JsonObject[], lineEnd = '\n'): string {
  return items.map((item) => `data: ${JSON.stringify(item)}${lineEnd}${lineEnd}`).join('')
}

/** Events that are named by their type. */
export function namedEvents(items: readonly JsonObject[]): string {
  return items.map((item) => `event: ${String(item['type'])}\ndata: ${JSON.stringify(item)}\n\n`).join('')
}
