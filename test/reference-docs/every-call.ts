import type { Attributes } from '@opentelemetry/api'

const CALL: Attributes = {
  'gen_ai.operation.name': 'chat',
  'gen_ai.provider.name': 'openai',
  'gen_ai.request.model': 'gpt-4o',
  'gen_ai.response.model': 'gpt-4o-2024-08-06',
  'gen_ai.usage.input_tokens': 2_000,
  'gen_ai.usage.output_tokens': 100,
  'costspan.feature': 'search',
  'costspan.team': 'growth',
  'costspan.tier': 'pro',
}

/** Calls of which each makes something count that the others do not. */
export const EVERY_CALL: readonly Attributes[] = [
  {
    ...CALL,
    'gen_ai.response.finish_reasons': ['stop'],
    'gen_ai.response.time_to_first_chunk': 0.3,
    'gen_ai.usage.cache_read.input_tokens': 1_000,
    'gen_ai.usage.reasoning.output_tokens': 50,
    'costspan.attempt.kind': 'retry',
    'costspan.cache.result': 'miss',
  },
  {
    ...CALL,
    'gen_ai.provider.name': 'anthropic',
    'gen_ai.request.model': 'claude-sonnet-4-5',
    'gen_ai.response.model': 'claude-sonnet-4-5',
    'gen_ai.usage.cache_write.input_tokens': 1_000,
  },
  { ...CALL, 'gen_ai.operation.name': 'embeddings', 'gen_ai.request.model': 'text-embedding-3-small' },
  { ...CALL, 'gen_ai.request.model': 'nobody-knows', 'gen_ai.response.model': 'nobody-knows' },
  { ...CALL, 'error.type': '500', 'costspan.attempts.unobserved': 1, 'costspan.attempts.max_input_tokens': 2_000 },
  { ...CALL, 'gen_ai.usage.cost.amount': 9, 'gen_ai.usage.cost.source': 'provider' },
]
