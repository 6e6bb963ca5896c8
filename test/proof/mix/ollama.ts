import { sdkCopy } from '../../support/sdk-copy.ts'
import { drain, type MixedProvider } from './mixed-provider.ts'

const module = await sdkCopy<typeof import('ollama')>('ollama-0-6')

/** The calls of Ollama, which runs on the caller's own machine: each is counted, and the provider bills nothing for it. */
export const ollamaInTheMix: MixedProvider = {
  name: 'ollama',
  modules: [module],
  calls(url) {
    const client = new module.Ollama({ host: `${url}/ollama` })
    const model = 'llama3.2'
    const question = (length: number) => ({ model, messages: [{ role: 'user', content: 'word '.repeat(length) }] })
    return [
      { name: 'chat', weight: 2, run: (random) => client.chat(question(random.between(1, 900))) },
      {
        name: 'chat, streamed',
        weight: 2,
        run: async (random) => drain(await client.chat({ ...question(random.between(1, 900)), stream: true })),
      },
      {
        name: 'generate, streamed',
        weight: 1,
        run: async (random) =>
          drain(await client.generate({ model, prompt: 'word '.repeat(random.between(1, 900)), stream: true })),
      },
      {
        name: 'embed',
        weight: 1,
        run: (random) => client.embed({ model: 'all-minilm', input: ['word '.repeat(random.between(1, 300))] }),
      },
    ]
  },
}
