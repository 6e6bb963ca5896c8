import type { Provider, SdkClient } from '../../provider.ts'
import { chat } from './chat.ts'
import { chatV1 } from './chat-v1.ts'
import { retrieval } from './retrieval.ts'

/** Cohere. The class of its v2 resource is not exported, but made by a getter of the client. */
export const cohere: Provider = {
  name: 'cohere',
  module: 'cohere-ai',
  versions: { from: '7.15.0', before: '9.0.0' },
  operations: [...chat, ...chatV1, ...retrieval],
  clientOf,
}

interface CohereResource {
  readonly _options?: {
    readonly baseUrl?: unknown
    readonly environment?: unknown
    readonly fetch?: unknown
    readonly fetcher?: unknown
  }
}

/** https://docs.cohere.com/reference/about, seen 2026-11. */
const PRODUCTION = 'https://api.cohere.com'

/** The address may also be given as a function, which only the SDK may call. */
function clientOf(resource: unknown): SdkClient {
  const { baseUrl, environment, fetch, fetcher } = (resource as CohereResource | undefined)?._options ?? {}
  return { baseURL: baseUrl ?? environment ?? PRODUCTION, fetch: fetch ?? fetcher ?? globalThis.fetch }
}
