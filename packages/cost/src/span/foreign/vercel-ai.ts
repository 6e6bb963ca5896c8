import * as semconv from '../../semconv.ts'
import { type Dialect, numberAt, present, textAt } from './dialect.ts'

const OPERATION = 'ai.operationId'

/**
 * The operations that call a model. Those around them (`ai.generateText`, `ai.streamText`, ...) sum the usage of their steps,
 * and `ai.toolCall` runs the application's own code.
 */
const OPERATION_OF_ID: Readonly<Record<string, string>> = {
  'ai.generateText.doGenerate': 'chat',
  'ai.streamText.doStream': 'chat',
  'ai.generateObject.doGenerate': 'chat',
  'ai.streamObject.doStream': 'chat',
  'ai.embed.doEmbed': 'embeddings',
  'ai.embedMany.doEmbed': 'embeddings',
  'ai.rerank.doRerank': 'rerank',
}

/**
 * The telemetry of the Vercel AI SDK up to version 6. Version 7 writes the conventions' names, by `@ai-sdk/otel`. Its input
 * includes what the cache read and wrote.
 * https://ai-sdk.dev/docs/ai-sdk-core/telemetry, seen 2026-11.
 */
export const vercelAi: Dialect = {
  speaks: (attributes) => attributes[OPERATION] !== undefined,
  translate(attributes) {
    const operation = OPERATION_OF_ID[String(attributes[OPERATION])]
    if (operation === undefined) return undefined
    const count = (name: string): number | undefined => numberAt(attributes, `ai.usage.${name}`)
    return present({
      [semconv.GEN_AI_OPERATION_NAME]: operation,
      [semconv.GEN_AI_PROVIDER_NAME]: textAt(attributes, 'ai.model.provider'),
      [semconv.GEN_AI_REQUEST_MODEL]: textAt(attributes, 'ai.model.id'),
      [semconv.GEN_AI_RESPONSE_MODEL]: textAt(attributes, 'ai.response.model'),
      [semconv.USAGE_INPUT]: count('inputTokens') ?? count('promptTokens') ?? count('tokens'),
      [semconv.USAGE_OUTPUT]: count('outputTokens') ?? count('completionTokens'),
      [semconv.USAGE_CACHE_READ]: count('inputTokenDetails.cacheReadTokens') ?? count('cachedInputTokens'),
      [semconv.USAGE_CACHE_WRITE]: count('inputTokenDetails.cacheWriteTokens'),
      [semconv.USAGE_REASONING]: count('outputTokenDetails.reasoningTokens') ?? count('reasoningTokens'),
    })
  },
}
