import type { SentSpan } from '../../test/stack/collector/send-spans.ts'

/** Calls as a company has them: exact names, dated ones, names with regions, and now and then one that nobody knows. */
const MODELS: readonly (readonly [provider: string, model: string])[] = [
  ['openai', 'gpt-4o-2024-08-06'],
  ['openai', 'gpt-4o-mini-2024-07-18'],
  ['openai', 'gpt-5-mini'],
  ['anthropic', 'claude-sonnet-4-5-20250929'],
  ['anthropic', 'claude-haiku-4-5'],
  ['gcp.gemini', 'gemini-2.5-flash'],
  ['aws.bedrock', 'us.anthropic.claude-sonnet-4-5-20250929-v1:0'],
  ['azure.ai.openai', 'gpt-4o'],
  ['openrouter', 'meta-llama/llama-3.3-70b-instruct'],
  ['openai', 'deployment-of-ours'],
]

export function mixedCalls(count: number): SentSpan[] {
  return Array.from({ length: count }, (_, index) => {
    const [provider = '', model = ''] = MODELS[index % MODELS.length] ?? []
    return {
      name: `chat ${model}`,
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': provider,
        'gen_ai.request.model': model,
        'gen_ai.response.model': model,
        'gen_ai.response.id': `chatcmpl-${index}`,
        'gen_ai.usage.input_tokens': 1_000 + (index % 97),
        'gen_ai.usage.output_tokens': 200 + (index % 31),
        'gen_ai.usage.cache_read.input_tokens': 512,
        'server.address': 'api.example.com',
        'costspan.feature': `feature-${index % 5}`,
      },
    }
  })
}
