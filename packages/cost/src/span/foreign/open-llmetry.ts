import * as semconv from '../../semconv.ts'
import { type Dialect, numberAt, present, textAt } from './dialect.ts'

const REQUEST_TYPE = 'llm.request.type'

const OPERATION_OF_TYPE: Readonly<Record<string, string>> = {
  chat: 'chat',
  completion: 'text_completion',
  embedding: 'embeddings',
  rerank: 'rerank',
}

/**
 * OpenLLMetry (Traceloop) before it took the conventions' names, and what still speaks like it. Newer versions differ from
 * the conventions only in what the input of Anthropic's models leaves out, which `whole-input.ts` puts right.
 * https://github.com/traceloop/openllmetry-js, `ai-semantic-conventions`, seen 2026-11.
 */
export const openLlmetry: Dialect = {
  speaks: (attributes) => attributes[REQUEST_TYPE] !== undefined,
  translate(attributes) {
    const operation = OPERATION_OF_TYPE[String(attributes[REQUEST_TYPE])]
    if (operation === undefined) return undefined
    return present({
      ...attributes,
      [semconv.GEN_AI_OPERATION_NAME]: operation,
      [semconv.GEN_AI_PROVIDER_NAME]:
        textAt(attributes, semconv.GEN_AI_PROVIDER_NAME) ?? textAt(attributes, semconv.GEN_AI_SYSTEM)?.toLowerCase(),
      [semconv.USAGE_INPUT]:
        numberAt(attributes, semconv.USAGE_INPUT) ?? numberAt(attributes, 'gen_ai.usage.prompt_tokens'),
      [semconv.USAGE_OUTPUT]:
        numberAt(attributes, semconv.USAGE_OUTPUT) ?? numberAt(attributes, 'gen_ai.usage.completion_tokens'),
      [semconv.USAGE_CACHE_READ]:
        numberAt(attributes, semconv.USAGE_CACHE_READ) ?? numberAt(attributes, 'gen_ai.usage.cache_read_input_tokens'),
      [semconv.USAGE_CACHE_WRITE]:
        numberAt(attributes, semconv.USAGE_CACHE_WRITE) ??
        numberAt(attributes, semconv.USAGE_CACHE_CREATION) ??
        numberAt(attributes, 'gen_ai.usage.cache_creation_input_tokens'),
    })
  },
}
