import type { Attributes } from '@opentelemetry/api'

/** Attributes of a call of gpt-4o that costs 3,500,000 nano-USD: 2,500,000 of input and 1,000,000 of output. */
export const GPT_4O_CALL: Attributes = {
  'gen_ai.operation.name': 'chat',
  'gen_ai.provider.name': 'openai',
  'gen_ai.request.model': 'gpt-4o',
  'gen_ai.response.model': 'gpt-4o-2024-08-06',
  'gen_ai.usage.input_tokens': 1_000,
  'gen_ai.usage.output_tokens': 100,
}
