import type { SdkClient } from '../../provider.ts'

/** A client of the Gemini API or of Vertex AI, for one call. */
export interface GoogleClient extends SdkClient {
  readonly isVertex: boolean
}

/** What is looked at of the SDK's own client, which each of its modules has. */
interface ApiClient {
  isVertexAI(): boolean
  getBaseUrl(): string
  getLocation(): string | undefined
  readonly clientOptions?: { readonly httpOptions?: HttpOptions }
}

/** Where the modules of the SDK keep their client: the third is that of interactions in major 1, whose code Stainless made. */
interface Module {
  readonly apiClient?: ApiClient
  readonly parentClient?: ApiClient
  readonly _client?: SdkClient
}

interface HttpOptions {
  readonly baseUrl?: string
  readonly fetch?: unknown
}

/** The client that a module of the SDK sends by. A call may bring a base URL and a fetch of its own. */
export function googleClient(resource: unknown, params: unknown): GoogleClient | undefined {
  const { apiClient, parentClient, _client } = resource as Module
  const known = apiClient ?? parentClient
  if (known === undefined) return _client && { isVertex: false, baseURL: _client.baseURL, fetch: _client.fetch }
  const own = (params as { config?: { httpOptions?: HttpOptions } } | undefined)?.config?.httpOptions
  const isVertex = known.isVertexAI()
  return {
    isVertex,
    baseURL: own?.baseUrl ?? known.getBaseUrl(),
    fetch: own?.fetch ?? known.clientOptions?.httpOptions?.fetch ?? globalThis.fetch,
    region: isVertex ? known.getLocation() : undefined,
  }
}

/** `gen_ai.provider.name`: the two platforms have a name each, as they send a bill each. */
export function platformOf(client: unknown): string {
  return (client as GoogleClient | undefined)?.isVertex === true ? 'gcp.vertex_ai' : 'gcp.gemini'
}
