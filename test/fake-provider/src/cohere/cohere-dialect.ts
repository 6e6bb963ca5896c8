import { compatibleDialect } from '../compatible/compatible-dialect.ts'
import type { Dialect } from '../dialect.ts'
import { cohereChat } from './cohere-chat.ts'
import { cohereChatV1 } from './cohere-chat-v1.ts'
import { cohereEmbed, cohereRerank } from './cohere-retrieval.ts'

/** Cohere, after https://docs.cohere.com/reference. */
export const cohereDialect: Dialect = compatibleDialect({
  prefix: '/cohere',
  handlers: {
    'POST /v2/chat': cohereChat,
    'POST /v1/chat': cohereChatV1,
    'POST /v2/embed': cohereEmbed,
    'POST /v1/embed': cohereEmbed,
    'POST /v2/rerank': cohereRerank,
    'POST /v1/rerank': cohereRerank,
  },
  error: (_status, message) => ({ id: 'req_1', message }),
})
