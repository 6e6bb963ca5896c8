import type { Provider } from '../../provider.ts'
import { embeddings } from './embeddings.ts'
import { generations } from './generation.ts'

/** Ollama, on one's own machines or in its cloud. What its models cost is told by `selfHosted` prices. */
export const ollama: Provider = {
  name: 'ollama',
  module: 'ollama',
  versions: { from: '0.5.0', before: '0.7.0' },
  operations: [...generations, ...embeddings],
  clientOf(resource) {
    const { config, fetch } = (resource ?? {}) as { config?: { host?: unknown }; fetch?: unknown }
    return { baseURL: config?.host, fetch }
  },
}
