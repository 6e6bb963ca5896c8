import type { Attributes } from '@opentelemetry/api'
import * as semconv from '../../semconv.ts'
import { type Dialect, present, textAt } from './dialect.ts'

const TYPE = 'langfuse.observation.type'
const MODEL = 'langfuse.observation.model.name'

/**
 * Langfuse. Its counts are buckets that add up: `input` leaves out what `input_cached_tokens` has, and so on. It names no
 * provider; the model's name has to tell.
 * https://langfuse.com/docs/observability/features/token-and-cost-tracking, seen 2026-11.
 */
export const langfuse: Dialect = {
  speaks: (attributes) => attributes[TYPE] !== undefined,
  translate(attributes, spanName) {
    const type = attributes[TYPE]
    if (type !== 'generation' && type !== 'embedding') return undefined
    const isEmbedding = type === 'embedding' || /embed/i.test(spanName)
    const model = textAt(attributes, MODEL)
    if (attributes['langfuse.observation.level'] === 'ERROR') return failed(model)
    const counts = jsonNumbers(attributes['langfuse.observation.usage_details'])
    return present({
      [semconv.GEN_AI_OPERATION_NAME]: isEmbedding ? 'embeddings' : 'chat',
      [semconv.GEN_AI_REQUEST_MODEL]: model,
      [semconv.GEN_AI_RESPONSE_MODEL]: model,
      ...(counts === undefined ? {} : tokens(counts)),
      [semconv.GEN_AI_COST_AMOUNT]: jsonNumbers(attributes['langfuse.observation.cost_details'])?.['total'],
    })
  },
}

/** Of a failed call Langfuse says that it used and cost nothing, which it cannot know. */
function failed(model: string | undefined): Attributes {
  return present({
    [semconv.GEN_AI_OPERATION_NAME]: 'chat',
    [semconv.GEN_AI_REQUEST_MODEL]: model,
    [semconv.ERROR_TYPE]: '_OTHER',
  })
}

type Counts = Readonly<Record<string, number>>

function tokens(counts: Counts): Attributes {
  return {
    [semconv.USAGE_INPUT]: sum(counts, /^(?:input|prompt)/),
    [semconv.USAGE_OUTPUT]: sum(counts, /^(?:output|completion)/),
    [semconv.USAGE_CACHE_READ]: counts['input_cached_tokens'] ?? counts['input_cache_read'],
    [semconv.USAGE_CACHE_WRITE]: counts['input_cache_write_tokens'] ?? counts['input_cache_creation'],
    [semconv.USAGE_INPUT_AUDIO]: counts['input_audio_tokens'],
    [semconv.USAGE_OUTPUT_AUDIO]: counts['output_audio_tokens'],
    [semconv.USAGE_REASONING]: counts['output_reasoning_tokens'],
  }
}

function sum(counts: Counts, names: RegExp): number | undefined {
  const parts = Object.entries(counts).filter(([name]) => names.test(name))
  return parts.length === 0 ? undefined : parts.reduce((total, [, count]) => total + count, 0)
}

/** The numbers of an object that was written as JSON. Langfuse writes `{}` before it knows any. */
function jsonNumbers(text: unknown): Counts | undefined {
  if (typeof text !== 'string') return undefined
  try {
    const entries = Object.entries(JSON.parse(text) as Readonly<Record<string, unknown>>)
    const counts = entries.flatMap(([name, value]) => (typeof value === 'number' ? [[name, value] as const] : []))
    return counts.length === 0 ? undefined : Object.fromEntries(counts)
  } catch {
    return undefined
  }
}
