import { compatibleChat } from '../compatible/compatible-chat.ts'
import { compatibleDialect } from '../compatible/compatible-dialect.ts'
import { compatibleEmbeddings } from '../compatible/compatible-embeddings.ts'
import { plainTokens } from '../compatible/compatible-style.ts'
import type { Dialect } from '../dialect.ts'

const chat = compatibleChat({
  service: 'mistral',
  usage: (usage) => ({
    ...plainTokens(usage),
    ...(usage.cacheRead > 0 && { prompt_tokens_details: { cached_tokens: usage.cacheRead } }),
  }),
  streamUsage: 'last-choice',
  streamError: () => ({
    object: 'error',
    message: 'Internal server error',
    type: 'internal_server_error',
    code: '3000',
  }),
})

/** Mistral, after https://docs.mistral.ai/api. */
export const mistralDialect: Dialect = compatibleDialect({
  prefix: '/mistral',
  handlers: {
    'POST /v1/chat/completions': chat,
    'POST /v1/fim/completions': chat,
    'POST /v1/agents/completions': chat,
    'POST /v1/embeddings': compatibleEmbeddings('mistral'),
  },
  error: (status, message) => ({ object: 'error', message, type: 'invalid_request_error', code: String(status) }),
})
