import type { AnswerFormat, AnswerVerdict, JsonObject } from './answer-format.ts'
import { dataEvents } from './event-text.ts'
import { objectAt, objectsAt, textAt } from './json-at.ts'

/** https://ai.google.dev/api/generate-content, seen 2026-11. */
export const googleContent: AnswerFormat = {
  paths: [':generateContent', ':streamGenerateContent'],
  unshaping: ['labels'],
  wholePath: (pathname) => pathname.replace(/:streamGenerateContent$/, ':generateContent'),
  bypassReason: () => undefined,
  temperature: (body) => objectAt(body['generationConfig'] ?? body['generation_config'])['temperature'],
  judge,
  isLast: (item) => objectsAt(item['candidates']).some(({ finishReason }) => textAt(finishReason) !== ''),
  fold,
  // An item of a stream has the form of a whole answer.
  unfold: (whole) => [whole],
  variant: (_body, url) => (isEvents(url) ? 'events' : 'list'),
  // Without `alt=sse` a stream is one long list.
  write: (items, url) => (isEvents(url) ? dataEvents(items, '\r\n') : JSON.stringify(items)),
  streamType: (url) => (isEvents(url) ? 'text/event-stream' : 'application/json; charset=UTF-8'),
}

function isEvents(url: URL): boolean {
  return url.searchParams.get('alt') === 'sse'
}

function judge(whole: JsonObject): AnswerVerdict {
  const candidates = objectsAt(whole['candidates'])
  const parts = candidates.flatMap(({ content }) => objectsAt(objectAt(content)['parts']))
  const isComplete = candidates.length > 0 && candidates.every(({ finishReason }) => finishReason === 'STOP')
  if (!isComplete || objectAt(whole['promptFeedback'])['blockReason'] !== undefined) return 'unfit'
  if (parts.some((part) => 'functionCall' in part || 'executableCode' in part)) return 'tools'
  if (candidates.some((candidate) => 'groundingMetadata' in candidate)) return 'tools'
  return parts.some(({ text, inlineData }) => textAt(text) !== '' || inlineData !== undefined) ? 'complete' : 'unfit'
}

function fold(items: readonly JsonObject[]): JsonObject | undefined {
  if (items.length === 0 || items.some((item) => item['error'] !== undefined)) return undefined
  const parts = items.flatMap((item) => objectsAt(item['candidates']))
  const indexes = [...new Set(parts.map(({ index }) => index ?? 0))]
  const candidates = indexes.map((index) => foldCandidate(parts.filter((part) => (part['index'] ?? 0) === index)))
  return { ...together(items), candidates }
}

function foldCandidate(pieces: readonly JsonObject[]): JsonObject {
  const contents = pieces.map(({ content }) => objectAt(content))
  const parts = contents.flatMap((content) => objectsAt(content['parts'])).reduce<readonly JsonObject[]>(withPart, [])
  return { ...together(pieces), content: { ...together(contents), parts } }
}

/** What items tell of themselves: the last one that says something holds. */
function together(items: readonly JsonObject[]): JsonObject {
  return Object.fromEntries(items.flatMap((item) => Object.entries(item)))
}

/** Text that follows text of the same kind, thought or said, goes on from it. */
function withPart(parts: readonly JsonObject[], part: JsonObject): readonly JsonObject[] {
  const last = parts.at(-1)
  const goesOn =
    last !== undefined &&
    typeof last['text'] === 'string' &&
    typeof part['text'] === 'string' &&
    (last['thought'] === true) === (part['thought'] === true)
  if (!goesOn) return [...parts, part]
  return [...parts.slice(0, -1), { ...last, ...part, text: `${textAt(last['text'])}${textAt(part['text'])}` }]
}
