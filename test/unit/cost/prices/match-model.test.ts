import { catalogueProvider, createPriceBook } from '@costspan/cost/prices'
import { describe, expect, it } from 'vitest'

const book = createPriceBook()

/** The catalogue's model behind a name, or why there is none. */
function found(provider: string | undefined, model: string): string {
  const price = book.find({ provider, model, atMillis: Date.UTC(2026, 10, 1), inputTokens: 0 })
  return price.priced ? price.modelId : price.reason
}

describe('finding the model behind a name', () => {
  it.each([
    ['openai', 'gpt-4o-2024-08-06', 'gpt-4o'],
    ['openai', 'gpt-4o-2024-05-13', 'gpt-4o-2024-05-13'],
    ['openai', 'openai/gpt-4o', 'gpt-4o'],
    ['openai', ' GPT-4o ', 'gpt-4o'],
    ['openai', 'chatgpt-4o-latest', 'chatgpt-4o-latest'],
    ['openai', 'gpt-5.6', 'gpt-5.6-sol'],
    ['openai', 'gpt-5-chat-latest', 'gpt-5'],
    ['anthropic', 'claude-3-5-sonnet-latest', 'claude-3-5-sonnet'],
    ['anthropic', 'claude-2.1', 'claude-2'],
    ['anthropic', 'claude-opus-5-20260724', 'claude-opus-5'],
    ['anthropic', 'claude-opus-5-5', 'claude-opus-5-5'],
    ['aws.bedrock', 'anthropic.claude-3-haiku-20240307-v1:0', 'regional.anthropic.claude-3-haiku-20240307-v1:0'],
    ['aws.bedrock', 'apac.anthropic.claude-sonnet-4-20250514-v1:0', 'regional.anthropic.claude-sonnet-4-20250514-v1:0'],
    [
      'aws.bedrock',
      'arn:aws-us-gov:bedrock:us-gov-west-1::foundation-model/amazon.nova-pro-v1:0',
      'amazon.nova-pro-v1:0',
    ],
    ['gcp.gemini', 'models/gemini-2.5-pro-preview-05-06', 'gemini-2.5-pro'],
    ['gcp.vertex_ai', 'publishers/google/models/gemini-2.5-pro', 'gemini-2.5-pro'],
    ['gcp.vertex_ai', 'publishers/anthropic/models/claude-sonnet-4-5@20250929', 'claude-sonnet-4-5'],
    ['openrouter', 'openai/gpt-4o', 'openai/gpt-4o'],
    ['groq', 'openai/gpt-oss-120b', 'openai/gpt-oss-120b'],
    ['azure.ai.openai', 'gpt-4o-mini', 'gpt-4o-mini'],
    [undefined, 'claude-sonnet-4-6', 'claude-sonnet-4-6'],
    [undefined, 'gemini-2.5-flash', 'gemini-2.5-flash'],
    [undefined, 'google/gemini-2.5-flash', 'gemini-2.5-flash'],
  ])('%s: %s is %s', (provider, model, id) => {
    expect(found(provider, model)).toBe(id)
  })

  it.each([
    ['openai', 'gpt-5.9'],
    ['openai', 'gpt-6'],
    ['openai', 'gpt-4o-foo'],
    ['openai', 'gpt-4o-2024-13-01'],
    ['openai', 'ft:gpt-4.1:acme::1'],
    ['openai', 'claude-sonnet-4-6'],
    ['openai', 'anthropic/claude-sonnet-4-6'],
    ['anthropic', 'claude-sonnet-5-9'],
    ['anthropic', 'claude-opus-6'],
    ['anthropic', 'claude-haiku-4-7-20270101'],
    ['aws.bedrock', 'us.anthropic.claude-opus-4-9-v1:0'],
    ['openai', `gpt-4o${'-latest'.repeat(1_000)}`],
  ])('%s: %s is nobody it knows', (provider, model) => {
    expect(found(provider, model)).toBe('unknown_model')
  })
})

describe('provider names', () => {
  it.each([
    ['openai', 'openai'],
    ['OpenAI', 'openai'],
    ['openai.chat', 'openai'],
    ['openai.responses', 'openai'],
    ['azure-openai.chat', 'azure'],
    ['azure.ai.openai', 'azure'],
    ['anthropic.messages', 'anthropic'],
    ['vertex.anthropic.messages', 'google'],
    ['google.generative-ai', 'google'],
    ['google.vertex.chat', 'google'],
    ['gcp.gemini', 'google'],
    ['gcp.vertex_ai', 'google'],
    ['amazon-bedrock', 'aws'],
    ['aws.bedrock', 'aws'],
    ['mistral_ai', 'mistral'],
    ['mistral.chat', 'mistral'],
    ['x_ai', 'x-ai'],
    ['xai.chat', 'x-ai'],
    ['moonshot_ai', 'moonshotai'],
    ['deepseek', 'deepseek'],
    ['togetherai.chat', 'together'],
    ['openrouter', 'openrouter'],
    ['my-own-gateway', 'my-own-gateway'],
    ['constructor', 'constructor'],
    ['langchain', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%s is %s in the catalogue', (name, id) => {
    expect(catalogueProvider(name)).toBe(id)
  })
})
