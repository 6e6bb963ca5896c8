import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { drain, type MixedProvider } from './mixed-provider.ts'

const require = createRequire(new URL('../../sdk-majors/huggingface-4/package.json', import.meta.url))
const module = require('@huggingface/inference') as typeof import('@huggingface/inference')

/** The files of the SDK's functions, which are what is patched; in CommonJS they can be, without a hook on imports. */
const files = ['chatCompletion', 'chatCompletionStream'].map((name): unknown =>
  require(join(dirname(require.resolve('@huggingface/inference')), 'tasks', 'nlp', name)),
)

/** The router that the SDK calls, whichever provider it is to pass a call on to. */
const ROUTER = 'https://router.huggingface.co'

/** The calls of Hugging Face's router; endpoints of one's own bill hours, and no calls. */
export const huggingfaceInTheMix: MixedProvider = {
  name: 'huggingface',
  modules: files,
  calls(url) {
    const client = new module.InferenceClient('hf_key')
    const options = {
      fetch: (input: string | URL | Request, init?: RequestInit): Promise<Response> =>
        fetch((input instanceof Request ? input.url : String(input)).replace(ROUTER, `${url}/huggingface`), init),
    }
    const request = (length: number) => ({
      model: 'openai/gpt-oss-20b:groq',
      messages: [{ role: 'user' as const, content: 'word '.repeat(length) }],
    })
    return [
      {
        name: 'chatCompletion',
        weight: 2,
        run: (random) => client.chatCompletion(request(random.between(1, 900)), options),
      },
      {
        name: 'chatCompletionStream, with its usage asked for',
        weight: 2,
        run: (random) => {
          const stream_options = { include_usage: true }
          return drain(client.chatCompletionStream({ ...request(random.between(1, 900)), stream_options }, options))
        },
      },
    ]
  },
}
