import type { CacheHit, CacheQuestion } from '../answer-cache.ts'
import type { CachedAnswer } from '../cached-answer.ts'
import type { AnswerFormat, JsonObject } from '../format/answer-format.ts'
import { readItems } from '../format/event-text.ts'

/** Says on an answer which cache it comes from. */
const CACHE_HEADER = 'x-costspan-cache'

/**
 * The answer of a cache as the provider would give it to this call: whole, or as the events of a stream.
 *
 * @returns undefined where what was kept cannot be told in that form
 */
export function replayAnswer(
  { result, answer }: CacheHit,
  { call, url, atMillis }: CacheQuestion,
  format: AnswerFormat,
): Response | undefined {
  const form = call.streams ? 'events' : 'whole'
  const isAsKept =
    answer.form === form && (form === 'whole' || answer.variant === (format.variant?.(call.body, url) ?? ''))
  const body = isAsKept ? answer.body : converted(answer, call.body, url, call.streams, format)
  if (body === undefined) return undefined
  const type = call.streams ? format.streamType(url) : 'application/json'
  const headers = {
    ...answer.headers,
    ...(!isAsKept && { 'content-type': type }),
    age: String(Math.max(0, Math.floor((atMillis - answer.storedAtMillis) / 1_000))),
    [CACHE_HEADER]: result,
  }
  const response = new Response(body, { status: 200, statusText: 'OK', headers })
  // A response that is made by hand has none.
  return Object.defineProperty(response, 'url', { value: url.href })
}

function converted(
  { form, body }: CachedAnswer,
  request: JsonObject,
  url: URL,
  streams: boolean,
  format: AnswerFormat,
): string | undefined {
  if (form === 'whole') return format.write(format.unfold(JSON.parse(body) as JsonObject, request), url)
  const items = readItems(body)
  if (streams) return format.write(format.suited?.(items, request) ?? items, url)
  const whole = format.fold(items)
  return whole && JSON.stringify(whole)
}
