import { sdkCopy } from '../../support/sdk-copy.ts'
import { drain, type MixedProvider } from './mixed-provider.ts'

/** The fake provider derives the tokens of these calls from the length of their text. */
const words = (count: number): string => 'word '.repeat(count)

const mistral = await sdkCopy<typeof import('@mistralai/mistralai')>('mistral-2')

/** The calls of Mistral. */
export const mistralInTheMix: MixedProvider = {
  name: 'mistral_ai',
  modules: [mistral],
  calls(url) {
    const client = new mistral.Mistral({ apiKey: 'key', serverURL: `${url}/mistral` })
    const request = (length: number) => ({
      model: 'mistral-small-latest',
      messages: [{ role: 'user' as const, content: words(length) }],
    })
    return [
      { name: 'chat.complete', weight: 3, run: (random) => client.chat.complete(request(random.between(1, 900))) },
      {
        name: 'chat.stream',
        weight: 3,
        run: async (random) => drain(await client.chat.stream(request(random.between(1, 900)))),
      },
      {
        name: 'embeddings',
        weight: 1,
        run: (random) => client.embeddings.create({ model: 'mistral-embed', inputs: [words(random.between(1, 300))] }),
      },
    ]
  },
}

const cohere = await sdkCopy<typeof import('cohere-ai')>('cohere-8')

/** The calls of Cohere. */
export const cohereInTheMix: MixedProvider = {
  name: 'cohere',
  modules: [cohere],
  calls(url) {
    const client = new cohere.CohereClientV2({ token: 'key', environment: `${url}/cohere` })
    const request = (length: number) => ({
      model: 'command-a-03-2025',
      messages: [{ role: 'user' as const, content: words(length) }],
    })
    return [
      { name: 'chat', weight: 3, run: (random) => client.chat(request(random.between(1, 900))) },
      {
        name: 'chatStream',
        weight: 3,
        run: async (random) => drain(await client.chatStream(request(random.between(1, 900)))),
      },
      {
        name: 'rerank',
        weight: 2,
        run: (random) =>
          client.rerank({
            model: 'rerank-v3.5',
            query: 'Where?',
            documents: Array.from({ length: random.between(1, 250) }, (_, index) => `Document ${index}`),
          }),
      },
    ]
  },
}

const groq = await sdkCopy<typeof import('groq-sdk')>('groq-1')

/** The calls of Groq. */
export const groqInTheMix: MixedProvider = {
  name: 'groq',
  modules: [groq],
  calls(url) {
    const client = new groq.Groq({ apiKey: 'key', baseURL: `${url}/groq` })
    const request = (length: number) => ({
      model: 'llama-3.3-70b-versatile',
      messages: [{ role: 'user' as const, content: words(length) }],
    })
    return [
      {
        name: 'chat',
        weight: 3,
        run: (random) => client.chat.completions.create(request(random.between(1, 900))),
      },
      {
        name: 'chat, streamed',
        weight: 3,
        run: async (random) =>
          drain(await client.chat.completions.create({ ...request(random.between(1, 900)), stream: true })),
      },
    ]
  },
}

const together = await sdkCopy<typeof import('together-ai')>('together-0')

/** The calls of Together. */
export const togetherInTheMix: MixedProvider = {
  name: 'together',
  modules: [together],
  calls(url) {
    const client = new together.Together({ apiKey: 'key', baseURL: `${url}/together` })
    const request = (length: number) => ({
      model: 'meta-llama/Llama-3.3-70B-Instruct-Turbo',
      messages: [{ role: 'user' as const, content: words(length) }],
    })
    return [
      { name: 'chat', weight: 3, run: (random) => client.chat.completions.create(request(random.between(1, 900))) },
      {
        name: 'chat, streamed',
        weight: 2,
        run: async (random) =>
          drain(await client.chat.completions.create({ ...request(random.between(1, 900)), stream: true })),
      },
    ]
  },
}
