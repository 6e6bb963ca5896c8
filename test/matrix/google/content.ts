import { classOf, deepFrozen } from '../harness/describe.ts'
import { answered, type GoogleScenario, question, seen, usage } from './stage.ts'

/** `models.generateContent()` and what is built on it. */
export const contentScenarios: readonly GoogleScenario[] = [
  {
    name: 'generateContent()',
    spans: [answered],
    async run({ client, provider, sdk }) {
      provider.next({ usage })
      const promise = client.models.generateContent(question)
      const answer = await promise
      return {
        promise: classOf(promise),
        answer: seen(answer),
        text: answer.text,
        isResponse: answer instanceof sdk.GenerateContentResponse,
      }
    },
  },
  {
    name: 'generateContent() with frozen parameters and a configuration',
    spans: [answered],
    async run({ client, provider }) {
      provider.next({ usage })
      const config = { temperature: 0.5, maxOutputTokens: 200, topK: 3, stopSequences: ['stop'] }
      return seen(await client.models.generateContent(deepFrozen({ ...question, config })))
    },
  },
  {
    name: 'generateContent() with a cached prompt and thoughts',
    spans: [{ ...answered, cacheRead: 400, reasoning: 40, nanoUsd: 180_000 + 12_000 + 250_000 }],
    async run({ client, provider }) {
      provider.next({ usage: { ...usage, cacheRead: 400, reasoning: 40 } })
      return seen(await client.models.generateContent(question))
    },
  },
  {
    name: 'generateContent() by the long name of a model',
    spans: [{ ...answered, requestModel: 'models/gemini-2.5-flash' }],
    async run({ client, provider }) {
      provider.next({ usage })
      return seen(await client.models.generateContent({ ...question, model: 'models/gemini-2.5-flash' }))
    },
  },
  {
    name: 'generateContent() of Vertex AI',
    spans: [{ ...answered, provider: 'gcp.vertex_ai' }],
    async run({ vertex, provider }) {
      provider.next({ usage })
      return seen(await vertex.models.generateContent(question))
    },
  },
  {
    name: 'a chat of two turns, the second as a stream',
    spans: [answered, answered],
    async run({ client, provider }) {
      provider.next({ usage }, { usage })
      const chat = client.chats.create({ model: question.model })
      const first = await chat.sendMessage({ message: question.contents })
      let second = ''
      for await (const { text } of await chat.sendMessageStream({ message: 'And this one?' })) second += text ?? ''
      return { first: first.text, second, history: chat.getHistory() }
    },
  },
  {
    name: 'a function that the SDK calls by itself, which makes two requests',
    spans: [answered, answered],
    async run({ client, provider }) {
      provider.next({ usage, toolCalls: [{ name: 'add', arguments: { a: 1 } }], text: '' }, { usage, text: 'Two.' })
      const tool = {
        tool: () => Promise.resolve({ functionDeclarations: [{ name: 'add' }] }),
        callTool: () => Promise.resolve([{ functionResponse: { name: 'add', response: { sum: 2 } } }]),
      }
      return (await client.models.generateContent({ ...question, config: { tools: [tool] } })).text
    },
  },
  {
    name: '50 calls at once',
    spans: Array.from({ length: 50 }, () => ({ operation: 'generate_content', costStatus: 'reported', failed: false })),
    async run({ client }) {
      const ask = (index: number) => client.models.generateContent({ ...question, contents: `Question ${index}` })
      const answers = await Promise.all(Array.from({ length: 50 }, (_, index) => ask(index)))
      return answers.map(({ text }) => text)
    },
  },
]
