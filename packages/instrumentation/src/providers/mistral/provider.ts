import type { Provider, SdkClient } from '../../provider.ts'
import { embeddings } from './embeddings.ts'
import { generations } from './generation.ts'

/** Mistral. The classes of its resources are not exported, but made by getters of the client. */
export const mistral: Provider = {
  name: 'mistral_ai',
  module: '@mistralai/mistralai',
  versions: { from: '1.5.0', before: '3.0.0' },
  operations: [...generations, embeddings],
  clientOf,
  tracesItself: () => process.env['MISTRAL_SDK_TELEMETRY']?.trim().toLowerCase() === 'global',
}

interface MistralResource {
  readonly _baseURL?: unknown
  readonly _options?: { readonly httpClient?: unknown }
}

/** A client of HTTP that the application brings may send by anything else than Node's own fetch. */
function clientOf(resource: unknown): SdkClient {
  const { _baseURL: baseURL, _options: options } = (resource ?? {}) as MistralResource
  return {
    baseURL: baseURL instanceof URL ? baseURL.href : undefined,
    fetch: options?.httpClient === undefined ? globalThis.fetch : undefined,
  }
}
