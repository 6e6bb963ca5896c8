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
 * The values are `gen_ai.provider.name`: the conventions' own where they have one, else the id in the price catalogue.
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
  ['aiplatform.googleapis.com', 'gcp.vertex_ai'],
  ['router.huggingface.co', 'huggingface'],
  ['api.cohere.com', 'cohere'],
  ['api.cohere.ai', 'cohere'],
  ['api.cerebras.ai', 'cerebras'],
  ['api.novita.ai', 'novita'],
  ['api.z.ai', 'zai'],
  ['open.bigmodel.cn', 'zhipuai'],
  ['api.minimax.io', 'minimax'],
  ['inference.baseten.co', 'baseten'],
  ['models.github.ai', 'azure.ai.inference'],
  ['ollama.com', 'ollama'],
]

/** Servers of models on machines of one's own, by the port that they listen on unless told otherwise. */
const SERVER_OF_PORT: Readonly<Record<string, string>> = {
  // https://docs.ollama.com/faq, seen 2026-11
  '11434': 'ollama',
  // https://lmstudio.ai/docs/developer/core/server, seen 2026-11
  '1234': 'lm_studio',
}

/** By the provider of the SDK, then by the base URL. */
const known = new Map<string, Map<string, ServedBy>>()

/** Base URLs are few; this bound only keeps a client that makes one up for each request from filling the memory. */
const KNOWN_LIMIT = 1000

/**
 * Tells provider, host and port of a base URL.
 *
 * @param sdkProvider who the SDK was made for, which holds where the host tells nothing
 * @param clientProvider whom the client itself names, which tells more than any host
 */
export function servedBy(baseUrl: unknown, sdkProvider: string, clientProvider?: string): ServedBy {
  if (baseUrl === last.baseUrl && clientProvider === last.clientProvider && sdkProvider === last.sdkProvider)
    return last.found
  if (typeof baseUrl !== 'string') return nowhere(clientProvider ?? sdkProvider)
  const found = lookUp(baseUrl, sdkProvider, clientProvider)
  last = { baseUrl, sdkProvider, clientProvider, found }
  return found
}

/** Most applications have one client, whose base URL is then the very string of the call before. */
let last: { baseUrl?: string; sdkProvider?: string; clientProvider?: string | undefined; found: ServedBy } = {
  found: nowhere(''),
}

function lookUp(baseUrl: string, sdkProvider: string, clientProvider: string | undefined): ServedBy {
  const named = clientProvider ?? sdkProvider
  let places = known.get(named)
  if (places === undefined) known.set(named, (places = new Map<string, ServedBy>()))
  const seen = places.get(baseUrl)
  if (seen !== undefined) return seen
  if (places.size >= KNOWN_LIMIT) places.clear()
  const found = readBaseUrl(baseUrl, sdkProvider, clientProvider)
  places.set(baseUrl, found)
  return found
}

function readBaseUrl(baseUrl: string, sdkProvider: string, clientProvider: string | undefined): ServedBy {
  if (!URL.canParse(baseUrl)) return nowhere(clientProvider ?? sdkProvider)
  const { hostname, port, protocol, origin } = new URL(baseUrl)
  const ofHost = PROVIDER_OF_HOST.find(([end]) => hostname === end || hostname.endsWith(`.${end}`))?.[1]
  const standardPort = protocol === 'http:' ? 80 : 443
  return {
    provider: clientProvider ?? ofHost ?? SERVER_OF_PORT[port] ?? sdkProvider,
    address: hostname,
    port: port === '' ? standardPort : Number(port),
    origin,
  }
}

function nowhere(provider: string): ServedBy {
  return { provider, address: undefined, port: undefined, origin: undefined }
}
