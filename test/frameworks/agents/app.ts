import { printAccounts } from '../harness/print-accounts.ts'

/** LlamaIndex and the OpenAI Agents SDK call the vendors' SDKs, each a copy of its own. */
await printAccounts(async (provider) => {
  const { OpenAI: LlamaOpenAI, OpenAIEmbedding } = await import('@llamaindex/openai')
  const llm = new LlamaOpenAI({
    model: 'gpt-4o',
    apiKey: 'key',
    additionalSessionOptions: { baseURL: provider.openaiUrl },
    // LlamaIndex does not ask for the usage of streams; without it their tokens are counted, and the cost an estimate.
    additionalChatOptions: { stream_options: { include_usage: true } },
  })
  await llm.chat({ messages: [{ role: 'user', content: 'Hello' }] })
  for await (const chunk of await llm.chat({ messages: [{ role: 'user', content: 'Hello' }], stream: true })) void chunk
  const embedding = new OpenAIEmbedding({
    model: 'text-embedding-3-small',
    apiKey: 'key',
    additionalSessionOptions: { baseURL: provider.openaiUrl },
  })
  await embedding.getTextEmbedding('Hello')

  const { Agent, OpenAIProvider, Runner, tool } = await import('@openai/agents')
  const { z } = await import('zod')
  const runner = new Runner({
    modelProvider: new OpenAIProvider({ apiKey: 'key', baseURL: provider.openaiUrl }),
    tracingDisabled: true,
  })
  const weather = tool({
    name: 'weather',
    description: 'The weather of a city',
    parameters: z.object({ city: z.string() }),
    execute: () => 'rain',
  })
  const agent = new Agent({ name: 'meteorologist', model: 'gpt-4o', tools: [weather] })
  provider.script([{ toolCalls: [{ name: 'weather', arguments: { city: 'Oslo' } }] }, {}])
  await runner.run(agent, 'How is the weather in Oslo?')
  const streamed = await runner.run(agent, 'And in Rome?', { stream: true })
  for await (const event of streamed) void event
})
