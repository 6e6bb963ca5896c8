import { printAccounts } from '../harness/print-accounts.ts'

await printAccounts(async (provider) => {
  const { generateText, streamText } = await import('ai')
  const { createAnthropic } = await import('@ai-sdk/anthropic')
  const { createOpenAI } = await import('@ai-sdk/openai')
  const openai = createOpenAI({ baseURL: provider.openaiUrl, apiKey: 'key' })
  const anthropic = createAnthropic({ baseURL: `${provider.anthropicUrl}/v1`, apiKey: 'key' })
  await generateText({ model: openai('gpt-4o'), prompt: 'Hello' })
  await generateText({ model: anthropic('claude-sonnet-4-5'), prompt: 'Hello' })
  for await (const part of streamText({ model: openai.chat('gpt-4o'), prompt: 'Hello' }).textStream) void part
})
