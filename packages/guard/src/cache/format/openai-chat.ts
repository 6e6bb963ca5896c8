import type { AnswerFormat, AnswerVerdict, JsonObject } from './answer-format.ts'
import { dataEvents, DONE } from './event-text.ts'
import { foldDeltas } from './fold-deltas.ts'
import { objectAt, objectsAt, textAt } from './json-at.ts'
import { OPENAI_UNSHAPING } from './openai-unshaping.ts'

/** https://platform.openai.com/docs/api-reference/chat, seen 2026-11; also of all who speak like OpenAI. */
export const openaiChat: AnswerFormat = {
  paths: ['/chat/completions'],
  unshaping: OPENAI_UNSHAPING,
  bypassReason(body) {
    if (body['store'] === true) return 'the provider is to store it'
    return Array.isArray(body['modalities']) && body['modalities'].includes('audio') ? 'it is spoken' : undefined
  },
  temperature: (body) => body['temperature'],
  judge,
  // Usage may come after the last word, and `[DONE]` after that: neither changes what was said.
  isLast: (item) => textAt(objectsAt(item['choices']).at(-1)?.['finish_reason']) !== '',
  fold,
  unfold,
  variant: (body) => (asksForUsage(body) ? 'with usage' : 'without usage'),
  suited: withUsageAsAsked,
  write: (items) => `${dataEvents(items)}data: ${DONE}\n\n`,
  streamType: () => 'text/event-stream; charset=utf-8',
}

function judge(whole: JsonObject): AnswerVerdict {
  const choices = objectsAt(whole['choices'])
  const verdicts = new Set(choices.map(judgeChoice))
  if (choices.length === 0 || verdicts.has('unfit')) return 'unfit'
  return verdicts.has('tools') ? 'tools' : 'complete'
}

function judgeChoice(choice: JsonObject): AnswerVerdict {
  const message = objectAt(choice['message'])
  if (textAt(message['refusal']) !== '' || message['audio'] != null) return 'unfit'
  const callsTools = objectsAt(message['tool_calls']).length > 0 || message['function_call'] != null
  if (callsTools)
    return ['tool_calls', 'function_call', 'stop'].includes(textAt(choice['finish_reason'])) ? 'tools' : 'unfit'
  const hasContent = textAt(message['content']) !== '' || objectsAt(message['content']).length > 0
  return choice['finish_reason'] === 'stop' && hasContent ? 'complete' : 'unfit'
}

function fold(items: readonly JsonObject[]): JsonObject | undefined {
  // Azure opens with the verdict of its content filter, which has an empty id.
  const first = items.find((item) => textAt(item['id']) !== '') ?? items[0]
  if (first === undefined || items.some((item) => item['error'] !== undefined)) return undefined
  const parts = items.flatMap((item) => objectsAt(item['choices']))
  const indexes = [...new Set(parts.map((part) => part['index'] ?? 0))].toSorted((a, b) => Number(a) - Number(b))
  const choices = indexes.map((index) =>
    foldChoice(
      index,
      parts.filter((part) => (part['index'] ?? 0) === index),
    ),
  )
  if (choices.includes(undefined)) return undefined
  const { choices: _choices, usage: _usage, obfuscation: _obfuscation, ...head } = first
  const usage = items.findLast((item) => item['usage'] != null)?.['usage']
  return {
    ...head,
    object: 'chat.completion',
    choices: choices.map((choice) => ({ ...choice })),
    ...(usage !== undefined && { usage }),
  }
}

function foldChoice(index: unknown, parts: readonly JsonObject[]): JsonObject | undefined {
  const message = foldDeltas(parts.map((part) => objectAt(part['delta'])))
  const logprobs = foldDeltas(parts.map((part) => objectAt(part['logprobs'])))
  if (message === undefined || logprobs === undefined) return undefined
  return {
    index,
    message: { role: 'assistant', content: null, refusal: null, ...message },
    logprobs: Object.keys(logprobs).length === 0 ? null : logprobs,
    finish_reason: parts.findLast((part) => part['finish_reason'] != null)?.['finish_reason'] ?? null,
  }
}

function unfold(whole: JsonObject, body: JsonObject): readonly JsonObject[] {
  const { choices, usage, ...rest } = whole
  const head = { ...rest, object: 'chat.completion.chunk' }
  const items = objectsAt(choices).flatMap((choice) => unfoldChoice(head, choice))
  return withUsageAsAsked(usage == null ? items : [...items, { ...head, choices: [], usage }], body)
}

function unfoldChoice(
  head: JsonObject,
  { index, message, logprobs, finish_reason }: JsonObject,
): readonly JsonObject[] {
  const { role, content, refusal, tool_calls, ...rest } = objectAt(message)
  const calls = objectsAt(tool_calls).map((call, position) => ({ index: position, ...call }))
  const isSilent = content == null
  // A field that has nothing is not told.
  const further = Object.fromEntries(Object.entries(rest).filter(([, each]) => !Array.isArray(each) || each.length > 0))
  const delta = {
    ...(!isSilent && { content }),
    ...further,
    ...(calls.length > 0 && { tool_calls: calls }),
  }
  const item = (part: JsonObject, reason: unknown, probabilities: unknown = null): JsonObject => ({
    ...head,
    choices: [{ index, delta: part, logprobs: probabilities, finish_reason: reason }],
  })
  return [
    item({ role, content: isSilent ? null : '', refusal: refusal ?? null }, null),
    item(delta, null, logprobs ?? null),
    item({}, finish_reason ?? null),
  ]
}

/** One more item tells the usage where `include_usage` asks for it; all the others then say that they do not. */
function withUsageAsAsked(items: readonly JsonObject[], body: JsonObject): readonly JsonObject[] {
  const spoken = items.filter((item) => objectsAt(item['choices']).length > 0 || item['usage'] == null)
  const told = items.find((item) => objectsAt(item['choices']).length === 0 && item['usage'] != null)
  // Who tells the usage unasked, in the items themselves, is given again as it was.
  const tellsAnyway = spoken.some((item) => item['usage'] != null)
  if (!asksForUsage(body)) return tellsAnyway ? items : spoken.map(({ usage: _usage, ...item }) => item)
  const last = told ?? { ...items.at(-1), choices: [], usage: NO_USAGE }
  return [...(tellsAnyway ? spoken : spoken.map((item) => ({ ...item, usage: null }))), last]
}

function asksForUsage(body: JsonObject): boolean {
  return objectAt(body['stream_options'])['include_usage'] === true
}

const NO_USAGE = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 }
