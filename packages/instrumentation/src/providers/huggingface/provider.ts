import type { Operation, Provider } from '../../provider.ts'
import { chatCompletions } from '../openai/chat.ts'
import { featureExtraction } from './feature-extraction.ts'
import { type RoutedClient, routedClient } from './routed-client.ts'
import { textGenerations } from './text-generation.ts'

/** https://huggingface.co/docs/inference-providers/tasks/chat-completion, seen 2026-11. */
const chats: readonly Operation[] = [
  chatCompletions('chatCompletion'),
  { ...chatCompletions('chatCompletionStream'), streams: true },
]

/**
 * Hugging Face: its Inference Providers and its dedicated endpoints. The SDK's calls are functions, which its client too
 * takes from the files named here.
 */
export const huggingface: Provider = {
  name: 'huggingface',
  module: '@huggingface/inference',
  versions: { from: '3.0.0', before: '5.0.0' },
  operations: [...chats, ...textGenerations, featureExtraction],
  functionFolders: ['dist/esm/tasks/nlp', 'dist/commonjs/tasks/nlp'],
  clientOf: (_resource, params, options) => routedClient(params, options),
  nameFor: (client) => (client as RoutedClient).billedBy,
}
