/** Who serves the requests of a client, as far as its base URL tells. */
export interface ServedBy {
  readonly provider: string
  readonly address: string | undefined
  readonly port: number | undefined
  /** Scheme, host and port, as a request has them. */
  readonly origin: string | undefined
}

/**
 * Providers that are called through the SDK of another, by the end of their host's name.
 * The values are `gen_ai.provider.name`: the conventions' own where they have one.
 */
const PROVIDER_OF_HOST: readonly (readonly [hostEnd: string, provider: string])[] = [
  ['openai.azure.com', 'azure.ai.openai'],
  ['cognitiveservices.azure.com', 'azure.ai.openai'],
  ['services.ai.azure.com', 'azure.ai.inference'],
  ['openrouter.ai', 'openrouter'],
  ['api.deepseek.com', 'deepseek'],
  ['api.x.ai', 'x_ai'],
  ['api.groq.com', 'groq'],
  ['api.perplexity.ai', 'perplexity'],
  ['api.fireworks.ai', 'fireworks'],
  ['api.together.xyz', 'together'],
  ['api.mistral.ai', 'mistral_ai'],
  ['api.moonshot.ai', 'moonshot_ai'],
  ['generativelanguage.googleapis.com', 'gcp.gemini'],
]

const known = new Map<string, ServedBy>()

/** Base URLs are few; this bound only keeps a client that makes one up for each request from filling the memory. */
const KNOWN_LIMIT = 1000

/** Tells provider, host and port of a base URL; `sdkProvider` is who the SDK was made for. */
export function servedBy(baseUrl: unknown, sdkProvider: string): ServedBy {
  if (typeof baseUrl !== 'string') return nowhere(sdkProvider)
  const key = `${sdkProvider} ${baseUrl}`
  const seen = known.get(key)
  if (seen !== undefined) return seen
  if (known.size >= KNOWN_LIMIT) known.clear()
  const found = readBaseUrl(baseUrl, sdkProvider)
  known.set(key, found)
  return found
}

function readBaseUrl(baseUrl: string, sdkProvider: string): ServedBy {
  if (!URL.canParse(baseUrl)) return nowhere(sdkProvider)
  const { hostname, port, protocol, origin } = new URL(baseUrl)
  const provider = PROVIDER_OF_HOST.find(([end]) => hostname === end || hostname.endsWith(`.${end}`))?.[1]
  const standardPort = protocol === 'http:' ? 80 : 443
  return {
    provider: provider ?? sdkProvider,
    address: hostname,
    port: port === '' ? standardPort : Number(port),
    origin,
  }
}

function nowhere(provider: string): ServedBy {
  return { provider, address: undefined, port: undefined, origin: undefined }
}
