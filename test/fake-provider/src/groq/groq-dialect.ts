import { compatibleChat } from '../compatible/compatible-chat.ts'
import { compatibleDialect } from '../compatible/compatible-dialect.ts'
import { compatibleEmbeddings } from '../compatible/compatible-embeddings.ts'
import { plainTokens } from '../compatible/compatible-style.ts'
import type { Dialect } from '../dialect.ts'
import { stringAt } from '../json.ts'

/** Groq, after https://console.groq.com/docs/api-reference: its streams have the usage in a field of their own, unasked. */
export const groqDialect: Dialect = compatibleDialect({
  prefix: '/groq',
  handlers: {
    'POST /openai/v1/chat/completions': compatibleChat({
      service: 'groq',
      usage: (usage) => ({
        queue_time: 0.01,
        ...plainTokens(usage),
        prompt_tokens_details: { cached_tokens: usage.cacheRead },
        completion_tokens_details: { reasoning_tokens: usage.reasoning },
      }),
      streamUsage: 'x_groq',
      serviceTier: ({ body }, behaviour) => behaviour.serviceTier ?? stringAt(body, 'service_tier') ?? 'on_demand',
      streamError: () => ({ error: { message: 'Internal Server Error', type: 'internal_server_error' } }),
    }),
    'POST /openai/v1/embeddings': compatibleEmbeddings('groq'),
  },
  error: (status, message) => ({ error: { message, type: 'invalid_request_error', code: String(status) } }),
})
