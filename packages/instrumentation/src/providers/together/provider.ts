import type { Provider } from '../../provider.ts'
import { chatCompletions } from '../openai/chat.ts'
import { textCompletions } from '../openai/completions.ts'
import { embeddingsOf } from '../openai/embeddings.ts'
import { rerank } from './rerank.ts'

/** Together AI, whose SDK and format are OpenAI's; its streams bring their usage unasked. */
export const together: Provider = {
  name: 'together',
  module: 'together-ai',
  versions: { from: '0.30.0', before: '0.60.0' },
  operations: [
    chatCompletions('Together.Chat.Completions.prototype.create'),
    textCompletions('Together.Completions.prototype.create'),
    embeddingsOf('Together.Embeddings.prototype.create'),
    rerank,
  ],
}
