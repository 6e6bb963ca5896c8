import { compatibleChat } from '../compatible/compatible-chat.ts'
import { compatibleDialect } from '../compatible/compatible-dialect.ts'
import { compatibleEmbeddings } from '../compatible/compatible-embeddings.ts'
import { plainTokens } from '../compatible/compatible-style.ts'
import type { Dialect } from '../dialect.ts'
import { togetherRerank } from './together-rerank.ts'

/** Together AI, after https://docs.together.ai/reference: its streams have the usage in the last chunk, unasked. */
export const togetherDialect: Dialect = compatibleDialect({
  prefix: '/together/v1',
  handlers: {
    'POST /chat/completions': compatibleChat({
      service: 'together',
      usage: plainTokens,
      streamUsage: 'last-choice',
      streamError: () => ({ error: { message: 'Internal Server Error', type: 'server_error' } }),
    }),
    'POST /embeddings': compatibleEmbeddings('together'),
    'POST /rerank': togetherRerank,
  },
  error: (status, message) => ({
    id: 'req_1',
    error: { message, type: 'invalid_request_error', param: null, code: status },
  }),
})
