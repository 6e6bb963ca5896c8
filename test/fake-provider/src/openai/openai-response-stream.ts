import { type EventStream, share, type StreamEvent } from '../answer.ts'
import type { Behaviour } from '../behaviour.ts'
import { errorBody } from './openai-errors.ts'
import type { OutputItem } from './openai-response-items.ts'
import type { ModelResponse } from './openai-responses.ts'
import { namedEvent } from '../sse.ts'

/** One event of an item before it has its sequence number. */
interface ItemEvent {
  readonly type: string
  readonly fields: Readonly<Record<string, unknown>>
  /** Present on pieces of the answer. */
  readonly content?: true
}

/** The events of a response; `sequence_number` counts them from 0 without gaps, the error event included. */
export function responseEvents(response: ModelResponse, behaviour: Behaviour): EventStream {
  let sequence = 0
  const wire = (type: string, fields: Readonly<Record<string, unknown>>): string =>
    namedEvent(type, { type, sequence_number: sequence++, ...fields })
  return {
    kind: 'stream',
    events: events(response, wire),
    errorEvent: () => {
      const { message, code, param } = errorBody(500, {
        code: 'server_error',
        ...behaviour.error,
      }).error
      return wire('error', { code, message, param })
    },
  }
}

type Wire = (type: string, fields: Readonly<Record<string, unknown>>) => string

function* events(response: ModelResponse, wire: Wire): Generator<StreamEvent> {
  const { opening, final, items, reply } = response
  const { usage } = reply
  const visibleTokens = usage.output - usage.reasoning
  const told = items.map((item, index) => itemEvents(item, index))
  const contentEvents = told.flat().filter((event) => event.content && !isReasoning(event)).length
  let position = 0
  yield silent(wire('response.created', { response: opening }))
  yield silent(wire('response.in_progress', { response: opening }))
  for (const [index, item] of items.entries()) {
    for (const event of told[index] ?? []) {
      const outputTokens = event.content && !isReasoning(event) ? share(visibleTokens, contentEvents, position++) : 0
      // A model has finished its reasoning when the reasoning item is done.
      const reasoned =
        event.type === 'response.output_item.done' && item.growth.kind === 'reasoning' ? usage.reasoning : 0
      yield {
        wire: wire(event.type, event.fields),
        content: event.content ?? false,
        outputTokens: outputTokens + reasoned,
      }
    }
  }
  yield silent(
    wire(`response.${String(final['status'])}`, { response: final }),
    contentEvents === 0 ? visibleTokens : 0,
  )
}

function itemEvents(item: OutputItem, outputIndex: number): readonly ItemEvent[] {
  const place = { output_index: outputIndex }
  return [
    { type: 'response.output_item.added', fields: { ...place, item: item.added } },
    ...growthEvents(item, { item_id: item.id, ...place }),
    { type: 'response.output_item.done', fields: { ...place, item: item.done } },
  ]
}

function growthEvents(item: OutputItem, place: Readonly<Record<string, unknown>>): readonly ItemEvent[] {
  const { growth } = item
  switch (growth.kind) {
    case 'search':
      return ['in_progress', 'searching', 'completed'].map((step) => ({
        type: `response.web_search_call.${step}`,
        fields: place,
      }))
    case 'reasoning':
      return growth.summary.length === 0 ? [] : summaryEvents(growth.summary, { ...place, summary_index: 0 })
    case 'arguments':
      return [
        ...deltas('response.function_call_arguments.delta', growth.parts, place),
        {
          type: 'response.function_call_arguments.done',
          fields: { ...place, name: growth.name, arguments: growth.parts.join('') },
        },
      ]
    case 'text':
    case 'refusal':
      return partEvents(growth.kind, growth.parts, { ...place, content_index: 0 })
  }
}

function partEvents(
  kind: 'text' | 'refusal',
  parts: readonly string[],
  place: Readonly<Record<string, unknown>>,
): readonly ItemEvent[] {
  const whole = parts.join('')
  const part = (text: string): unknown =>
    kind === 'text' ? { type: 'output_text', annotations: [], logprobs: [], text } : { type: 'refusal', refusal: text }
  const name = kind === 'text' ? 'response.output_text' : 'response.refusal'
  const logprobs = kind === 'text' ? { logprobs: [] } : {}
  return [
    { type: 'response.content_part.added', fields: { ...place, part: part('') } },
    ...deltas(`${name}.delta`, parts, { ...place, ...logprobs }),
    { type: `${name}.done`, fields: { ...place, ...logprobs, [kind]: whole } },
    { type: 'response.content_part.done', fields: { ...place, part: part(whole) } },
  ]
}

function summaryEvents(summary: readonly string[], place: Readonly<Record<string, unknown>>): readonly ItemEvent[] {
  const name = 'response.reasoning_summary'
  const text = summary.join('')
  return [
    { type: `${name}_part.added`, fields: { ...place, part: { type: 'summary_text', text: '' } } },
    ...deltas(`${name}_text.delta`, summary, place),
    { type: `${name}_text.done`, fields: { ...place, text } },
    { type: `${name}_part.done`, fields: { ...place, part: { type: 'summary_text', text } } },
  ]
}

function deltas(
  type: string,
  parts: readonly string[],
  place: Readonly<Record<string, unknown>>,
): readonly ItemEvent[] {
  return parts.map((delta) => ({ type, fields: { ...place, delta }, content: true }))
}

function isReasoning(event: ItemEvent): boolean {
  return event.type.startsWith('response.reasoning')
}

function silent(wire: string, outputTokens = 0): StreamEvent {
  return { wire, content: false, outputTokens }
}
