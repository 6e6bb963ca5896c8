import type { SdkClient } from '../../provider.ts'

/** Where a call of Hugging Face goes: its router passes most of them on, and bills what those that answer them bill. */
export interface RoutedClient extends SdkClient {
  /** `gen_ai.provider.name` of who bills the call. */
  readonly billedBy: string
}

interface RoutedParams {
  readonly accessToken?: unknown
  readonly endpointUrl?: unknown
  readonly provider?: unknown
  readonly model?: unknown
}

const ROUTER = 'https://router.huggingface.co'

/** Routes that name no provider. `hf-inference` is Hugging Face itself. */
const UNNAMED: ReadonlySet<string> = new Set(['auto', 'fastest', 'cheapest', 'preferred', 'hf-inference'])

/**
 * Reads the route from the parameters of a call: a provider is named by `provider`, or behind the model's name.
 * With a key of that provider's own it is called, and bills, itself.
 * https://huggingface.co/docs/inference-providers/index and .../pricing, seen 2026-11.
 */
export function routedClient(params: unknown, options: unknown): RoutedClient {
  const { accessToken, endpointUrl, provider, model } = (params ?? {}) as RoutedParams
  const { fetch = globalThis.fetch } = (options ?? {}) as { fetch?: unknown }
  if (typeof endpointUrl === 'string') return { baseURL: endpointUrl, fetch, billedBy: 'huggingface' }
  const upstream = named(provider) ?? named(/:([\w-]+)$/.exec(String(model))?.[1])
  if (upstream === undefined) return { baseURL: ROUTER, fetch, billedBy: 'huggingface' }
  const hasOwnKey = typeof accessToken === 'string' && accessToken !== '' && !accessToken.startsWith('hf_')
  if (hasOwnKey) return { baseURL: undefined, fetch, billedBy: upstream }
  return { baseURL: ROUTER, fetch, billedBy: `huggingface_${upstream}` }
}

function named(provider: unknown): string | undefined {
  return typeof provider === 'string' && provider !== '' && !UNNAMED.has(provider) ? provider : undefined
}
