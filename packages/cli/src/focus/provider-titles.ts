import { catalogueProvider } from '@costspan/cost/prices'

/** Who sells a model, and who made it, by the names that people know. */
export interface ProviderTitle {
  readonly seller: string
  readonly service: string
}

/** The title of a provider; one that is not in the table goes by its own name. */
export function providerTitle(provider: string): ProviderTitle {
  const id = catalogueProvider(provider) ?? provider
  return TITLES[provider] ?? TITLES[id] ?? { seller: provider, service: provider }
}

const TITLES: Readonly<Record<string, ProviderTitle>> = {
  openai: { seller: 'OpenAI', service: 'OpenAI API' },
  anthropic: { seller: 'Anthropic', service: 'Claude API' },
  aws: { seller: 'AWS', service: 'Amazon Bedrock' },
  'aws.bedrock': { seller: 'AWS', service: 'Amazon Bedrock' },
  azure: { seller: 'Microsoft', service: 'Azure OpenAI' },
  'azure.ai.openai': { seller: 'Microsoft', service: 'Azure OpenAI' },
  google: { seller: 'Google', service: 'Gemini API' },
  'gcp.gemini': { seller: 'Google', service: 'Gemini API' },
  'gcp.vertex_ai': { seller: 'Google Cloud', service: 'Vertex AI' },
  mistral: { seller: 'Mistral AI', service: 'Mistral API' },
  cohere: { seller: 'Cohere', service: 'Cohere API' },
  groq: { seller: 'Groq', service: 'GroqCloud' },
  openrouter: { seller: 'OpenRouter', service: 'OpenRouter' },
  together: { seller: 'Together AI', service: 'Together AI' },
}
