import type { Attributes } from '@opentelemetry/api'
import * as semconv from '../../semconv.ts'
import { type Dialect, numberAt, present, textAt } from './dialect.ts'

const KIND = 'openinference.span.kind'

/** The kinds of spans in which a model is paid for. Of the others, chains and agents repeat what these tell. */
const OPERATION_OF_KIND: Readonly<Record<string, string>> = { LLM: 'chat', EMBEDDING: 'embeddings' }

/**
 * OpenInference (Arize Phoenix). Its prompt count includes what the cache read and wrote, as the conventions' does.
 * https://github.com/Arize-ai/openinference/blob/main/spec/semantic_conventions.md, seen 2026-11.
 */
export const openInference: Dialect = {
  speaks: (attributes) => attributes[KIND] !== undefined,
  translate(attributes) {
    const operation = OPERATION_OF_KIND[String(attributes[KIND])]
    if (operation === undefined) return undefined
    const model = textAt(attributes, 'llm.model_name') ?? textAt(attributes, 'embedding.model_name')
    return present({
      [semconv.GEN_AI_OPERATION_NAME]: operation,
      [semconv.GEN_AI_PROVIDER_NAME]: textAt(attributes, 'llm.provider') ?? textAt(attributes, 'llm.system'),
      [semconv.GEN_AI_REQUEST_MODEL]: textAt(attributes, 'llm.request.model_name') ?? model,
      [semconv.GEN_AI_RESPONSE_MODEL]: textAt(attributes, 'llm.response.model_name') ?? model,
      ...tokens(attributes),
    })
  },
}

function tokens(attributes: Attributes): Attributes {
  const count = (name: string): number | undefined => numberAt(attributes, `llm.token_count.${name}`)
  return {
    [semconv.USAGE_INPUT]: count('prompt'),
    [semconv.USAGE_OUTPUT]: count('completion'),
    [semconv.USAGE_CACHE_READ]: count('prompt_details.cache_read'),
    [semconv.USAGE_CACHE_WRITE]: count('prompt_details.cache_write'),
    [semconv.USAGE_INPUT_AUDIO]: count('prompt_details.audio'),
    [semconv.USAGE_OUTPUT_AUDIO]: count('completion_details.audio'),
    [semconv.USAGE_REASONING]: count('completion_details.reasoning'),
  }
}
