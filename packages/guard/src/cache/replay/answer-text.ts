import type { CachedAnswer } from '../cached-answer.ts'
import type { AnswerFormat, JsonObject } from '../format/answer-format.ts'
import { readItems } from '../format/event-text.ts'

/** All text of an answer that a reader would see, for who compares answers. Empty where it has none. */
export function answerText({ form, body }: CachedAnswer, format: AnswerFormat): string {
  const whole = form === 'whole' ? (JSON.parse(body) as JsonObject) : format.fold(readItems(body))
  return whole === undefined ? '' : textsIn(whole).join('')
}

/** Where the formats have what the model says. */
const TEXT_FIELDS: ReadonlySet<string> = new Set(['content', 'text'])
const CARRIERS: ReadonlySet<string> = new Set(['choices', 'message', 'output', 'content', 'candidates', 'parts'])

function textsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, each]) => {
    if (TEXT_FIELDS.has(name) && typeof each === 'string') return [each]
    return CARRIERS.has(name) ? textsIn(each) : []
  })
}
