import type { CallResponse } from '@costspan/instrumentation/providers'
import type { BodyEnd } from '../http/observe-body.ts'
import type { CachedAnswer } from './cached-answer.ts'
import type { CacheQuestion } from './answer-cache.ts'
import type { AnswerFormat, JsonObject } from './format/answer-format.ts'
import { readItems } from './format/event-text.ts'
import { zeroUsage } from './format/zero-usage.ts'

/** Writes down an answer as it passes. Never throws: what cannot be read is not kept. */
export interface AnswerRecorder {
  push(bytes: Uint8Array): void
  /** The answer that came, if it is one to keep; what it says of itself is added by whoever has read that. */
  finish(end: BodyEnd): ((response: CallResponse) => CachedAnswer) | undefined
}

/** No answer that is worth keeping is longer, in characters. */
const MAX_LENGTH = 16_777_216

/** Headers by which an answer is known again. Cookies, limits and lengths are those of another call. */
const KEPT_HEADERS = ['content-type', 'x-request-id', 'request-id', 'openai-version']

export function createAnswerRecorder(
  { call, url }: CacheQuestion,
  format: AnswerFormat,
  { headers }: Response,
): AnswerRecorder {
  const decoder = new TextDecoder()
  let text = ''
  let isTooLong = false
  const isStream = call.streams

  function read(end: BodyEnd): Omit<CachedAnswer, 'response'> | undefined {
    if (isTooLong || (!isStream && end !== 'complete')) return undefined
    const items = isStream ? readItems(text) : [JSON.parse(text) as JsonObject]
    if (end !== 'complete' && !items.some((item) => format.isLast(item))) return undefined
    const whole = isStream ? format.fold(items) : items[0]
    const verdict = whole === undefined ? 'unfit' : format.judge(whole)
    if (verdict === 'unfit') return undefined
    const free = items.map(zeroUsage)
    return {
      form: isStream ? 'events' : 'whole',
      body: isStream ? format.write(free, url) : JSON.stringify(free[0]),
      variant: format.variant?.(call.body, url) ?? '',
      headers: keptHeaders(headers),
      ...(verdict === 'tools' && { callsTools: true }),
      storedAtMillis: Date.now(),
    }
  }

  return {
    push(bytes) {
      if (isTooLong) return
      text += decoder.decode(bytes, { stream: true })
      isTooLong = text.length > MAX_LENGTH
      if (isTooLong) text = ''
    },
    finish(end) {
      try {
        const answer = read(end)
        return answer && ((response) => ({ ...answer, response }))
      } catch {
        return undefined
      }
    },
  }
}

function keptHeaders(headers: Headers): Readonly<Record<string, string>> {
  const kept = KEPT_HEADERS.map((name) => [name, headers.get(name)] as const)
  return Object.fromEntries(kept.filter((entry): entry is [string, string] => entry[1] !== null))
}
