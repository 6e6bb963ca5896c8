import type { AnswerFormat, AnswerVerdict, JsonObject } from './answer-format.ts'
import { namedEvents } from './event-text.ts'
import { objectAt, objectsAt, textAt } from './json-at.ts'
import { OPENAI_UNSHAPING } from './openai-unshaping.ts'

/** https://platform.openai.com/docs/api-reference/responses, seen 2026-11. */
export const openaiResponses: AnswerFormat = {
  paths: ['/responses'],
  unshaping: OPENAI_UNSHAPING,
  bypassReason(body) {
    if (body['background'] === true) return 'it runs in the background'
    if (body['conversation'] != null) return 'it adds to a conversation'
    if (body['previous_response_id'] != null) return 'it goes on from an answer that the provider keeps'
    return body['prompt'] == null ? undefined : 'its prompt is kept by the provider'
  },
  temperature: (body) => body['temperature'],
  judge,
  isLast: ({ type }) => textAt(type) === 'response.completed',
  fold(items) {
    const whole = items.findLast(({ type }) => type === 'response.completed')?.['response']
    return whole === undefined ? undefined : objectAt(whole)
  },
  unfold,
  write: (items) => namedEvents(items),
  streamType: () => 'text/event-stream; charset=utf-8',
}

function judge(whole: JsonObject): AnswerVerdict {
  const output = objectsAt(whole['output'])
  const parts = output.flatMap((item) => objectsAt(item['content']))
  const isRefused = parts.some(({ type }) => type === 'refusal')
  if (whole['status'] !== 'completed' || whole['error'] != null || isRefused || output.length === 0) return 'unfit'
  if (output.some(({ type }) => textAt(type).endsWith('_call') || type === 'mcp_approval_request')) return 'tools'
  return parts.some(({ text }) => textAt(text) !== '') ? 'complete' : 'unfit'
}

/** The events of a response, numbered from 0. https://platform.openai.com/docs/api-reference/responses-streaming, seen 2026-11. */
function unfold(whole: JsonObject): readonly JsonObject[] {
  const opening = { ...whole, status: 'in_progress', output: [], usage: null, completed_at: null }
  const events: readonly JsonObject[] = [
    { type: 'response.created', response: opening },
    { type: 'response.in_progress', response: opening },
    ...objectsAt(whole['output']).flatMap((item, index) => itemEvents(item, index)),
    { type: 'response.completed', response: whole },
  ]
  return events.map(({ type, ...fields }, index) => ({ type, sequence_number: index, ...fields }))
}

function itemEvents(item: JsonObject, outputIndex: number): readonly JsonObject[] {
  const place = { output_index: outputIndex }
  const growing = { item_id: item['id'], ...place }
  return [
    { type: 'response.output_item.added', ...place, item: begun(item) },
    ...growth(item, growing),
    { type: 'response.output_item.done', ...place, item },
  ]
}

/** An item before anything is in it. */
function begun(item: JsonObject): JsonObject {
  if (item['type'] === 'message') return { ...item, status: 'in_progress', content: [] }
  if (item['type'] === 'function_call') return { ...item, status: 'in_progress', arguments: '' }
  return item['type'] === 'reasoning' ? { ...item, summary: [] } : item
}

function growth(item: JsonObject, place: JsonObject): readonly JsonObject[] {
  if (item['type'] === 'message') {
    return objectsAt(item['content']).flatMap((part, index) => textEvents(part, { ...place, content_index: index }))
  }
  if (item['type'] === 'reasoning') {
    return objectsAt(item['summary']).flatMap((part, index) => summaryEvents(part, { ...place, summary_index: index }))
  }
  if (item['type'] !== 'function_call') return []
  const { name, arguments: text } = item
  return [
    { type: 'response.function_call_arguments.delta', ...place, delta: text },
    { type: 'response.function_call_arguments.done', ...place, name, arguments: text },
  ]
}

function textEvents(part: JsonObject, place: JsonObject): readonly JsonObject[] {
  const { text, logprobs = [] } = part
  return [
    { type: 'response.content_part.added', ...place, part: { ...part, text: '', annotations: [] } },
    { type: 'response.output_text.delta', ...place, logprobs, delta: text },
    ...objectsAt(part['annotations']).map((annotation, index) => ({
      type: 'response.output_text.annotation.added',
      ...place,
      annotation_index: index,
      annotation,
    })),
    { type: 'response.output_text.done', ...place, logprobs, text },
    { type: 'response.content_part.done', ...place, part },
  ]
}

function summaryEvents(part: JsonObject, place: JsonObject): readonly JsonObject[] {
  const { text } = part
  return [
    { type: 'response.reasoning_summary_part.added', ...place, part: { ...part, text: '' } },
    { type: 'response.reasoning_summary_text.delta', ...place, delta: text },
    { type: 'response.reasoning_summary_text.done', ...place, text },
    { type: 'response.reasoning_summary_part.done', ...place, part },
  ]
}
