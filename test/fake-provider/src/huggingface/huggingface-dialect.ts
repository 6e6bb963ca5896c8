import { jsonAnswer } from '../answer.ts'
import { compatibleChat } from '../compatible/compatible-chat.ts'
import { compatibleDialect } from '../compatible/compatible-dialect.ts'
import { plainTokens } from '../compatible/compatible-style.ts'
import type { Dialect } from '../dialect.ts'
import { completions } from '../openai/openai-completions.ts'
import { textGeneration } from './huggingface-generation.ts'

const chat = compatibleChat({
  service: 'huggingface',
  usage: plainTokens,
  streamUsage: 'when-asked',
  streamError: () => ({ error: 'Internal Server Error' }),
})

/**
 * Hugging Face, after https://huggingface.co/docs/inference-providers: the router at `/huggingface`, and dedicated endpoints
 * at `/huggingface/chat/v1`, `/huggingface/generation` and `/huggingface/features`.
 */
export const huggingfaceDialect: Dialect = compatibleDialect({
  prefix: '/huggingface',
  handlers: {
    'POST /v1/chat/completions': chat,
    'POST /chat/v1/chat/completions': chat,
    'POST /generation/v1': textGeneration,
    'POST /generation/v1/completions': completions,
    'POST /features': () => jsonAnswer([0.6, 0.8]),
  },
  error: (_status, message) => ({ error: message }),
})
