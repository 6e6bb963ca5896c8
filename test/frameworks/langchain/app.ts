import { printAccounts } from '../harness/print-accounts.ts'

await printAccounts(async (provider) => {
  const { ChatAnthropic } = await import('@langchain/anthropic')
  const { ChatOpenAI } = await import('@langchain/openai')
  const claude = new ChatAnthropic({
    model: 'claude-sonnet-4-5',
    apiKey: 'key',
    anthropicApiUrl: provider.anthropicUrl,
  })
  await claude.invoke('Hello')
  for await (const chunk of await claude.stream('Hello')) void chunk

  const { ChatGoogleGenerativeAI } = await import('@langchain/google-genai')
  const gemini = new ChatGoogleGenerativeAI({ model: 'gemini-2.5-flash', apiKey: 'key', baseUrl: provider.googleUrl })
  await gemini.invoke('Hello')
  for await (const chunk of await gemini.stream('Hello')) void chunk

  const { ChatBedrockConverse } = await import('@langchain/aws')
  const { BedrockRuntimeClient } = await import('@aws-sdk/client-bedrock-runtime')
  const nova = new ChatBedrockConverse({
    model: 'us.amazon.nova-pro-v1:0',
    region: 'us-east-1',
    client: new BedrockRuntimeClient({
      region: 'us-east-1',
      endpoint: provider.bedrockUrl,
      credentials: { accessKeyId: 'id', secretAccessKey: 'secret' },
    }),
  })
  await nova.invoke('Hello')
  for await (const chunk of await nova.stream('Hello')) void chunk

  const options = { apiKey: 'key', maxRetries: 0, configuration: { baseURL: provider.openaiUrl } }
  const model = (name: string): InstanceType<typeof ChatOpenAI> => new ChatOpenAI({ model: name, ...options })
  provider.script([{ status: 500 }], { model: 'gpt-4o' })
  await model('gpt-4o')
    .withFallbacks([model('gpt-4o-mini')])
    .invoke('Hello')
})
