import { createRequire } from 'node:module'

import { describe, expect, it } from 'vitest'

import { collect, HELLO, useProvider } from './with-provider.ts'

const harness = useProvider()

describe.each(['openai-5', 'openai-6', 'openai-7'])('%s', (folder) => {
  const { default: OpenAI }: typeof import('openai') = load(folder, 'openai')
  const client = () => new OpenAI({ baseURL: harness.provider.openaiUrl, apiKey: 'key' })

  it('reads chat completions, responses and embeddings', async () => {
    const request = { model: 'gpt-4o', messages: HELLO }
    const whole = await client().chat.completions.create(request)
    const streamed = await client().chat.completions.stream(request).finalContent()
    expect(streamed).toBe(whole.choices[0]?.message.content)
    const response = await client().responses.create({ model: 'gpt-4o', input: 'Hello' })
    const events = await collect(await client().responses.create({ model: 'gpt-4o', input: 'Hello', stream: true }))
    expect(events.at(-1)).toMatchObject({
      type: 'response.completed',
      response: { usage: response.usage },
    })
    const vectors = await client().embeddings.create({
      model: 'text-embedding-3-small',
      input: 'Hello',
    })
    expect(vectors.data[0]?.embedding).toHaveLength(1536)
  })
})

describe.each(['anthropic-0', 'anthropic-1'])('%s', (folder) => {
  const { default: Anthropic }: typeof import('@anthropic-ai/sdk') = load(folder, '@anthropic-ai/sdk')

  it('reads messages and beta messages', async () => {
    const client = new Anthropic({ baseURL: harness.provider.anthropicUrl, apiKey: 'key' })
    const request = { model: 'claude-haiku-4-5', max_tokens: 100, messages: HELLO }
    const whole = await client.messages.create(request)
    const streamed = await client.messages.stream(request).finalMessage()
    const beta = await client.beta.messages.create(request)
    expect(streamed.usage.output_tokens).toBe(whole.usage.output_tokens)
    expect(beta.content).toMatchObject([{ type: 'text' }])
  })
})

function load(folder: string, name: string): never {
  return createRequire(new URL(`../../sdk-majors/${folder}/package.json`, import.meta.url))(name) as never
}
