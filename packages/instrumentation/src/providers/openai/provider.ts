import type { Provider } from '../../provider.ts'
import { speech, transcriptions } from './audio.ts'
import { batches } from './batches.ts'
import { chat } from './chat.ts'
import { completions } from './completions.ts'
import { embeddings } from './embeddings.ts'
import { images } from './images.ts'
import { moderations } from './moderations.ts'
import { responses } from './responses.ts'
import { videos } from './videos.ts'

/** OpenAI, and every service that is called through the `openai` package: Azure, OpenRouter, DeepSeek, vLLM and others. */
export const openai: Provider = {
  name: 'openai',
  module: 'openai',
  versions: { from: '5.0.0', before: '8.0.0' },
  operations: [
    chat,
    ...responses,
    embeddings,
    completions,
    moderations,
    speech,
    ...images,
    ...videos,
    ...transcriptions,
  ],
  batches,
  nameFor: (client) => (client?.constructor.name === 'AzureOpenAI' ? 'azure.ai.openai' : undefined),
}
