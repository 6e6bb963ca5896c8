import { createSemanticCache } from '@costspan/guard'
import { register } from '@costspan/node'
import { embed } from './embed.mjs'

// Any encoder will do. With `embedder: { model: 'text-embedding-3-small' }` in costspan.yaml it is that of OpenAI, metered too.
const cache = createSemanticCache({
  embedder: { id: 'words-v1', embed: async (texts) => texts.map(embed) },
  features: { faq: { scope: 'global', anyTemperature: true, threshold: 0.5, shadowShare: 0 } },
})
register({ caches: [cache] })
