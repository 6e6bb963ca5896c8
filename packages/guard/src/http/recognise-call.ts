import { fromWire, type Operation, providers, servedBy } from '@costspan/instrumentation/providers'
import { llmHostTest } from '@costspan/cost'
import { remember } from '../remember.ts'
import type { RequestText } from './request-text.ts'
import type { RequestBody, WireCall } from './wire-call.ts'

const isLlmHost = llmHostTest()

/** Paths of LLM hosts that take a POST and bill nothing: what is stored, listed, counted or called off. */
const FREE_PATH =
  /\/(?:files|uploads|parts|complete|cancel|count_tokens|input_tokens|tokenize|models|vector_stores|search|conversations|items|threads|messages\/batches\/[^/]+\/cancel|client_secrets|sessions|oauth2?\/token|token)$|:countTokens$|\/(?:files|uploads|vector_stores|conversations|threads|assistants)\//

/** Whether a request can be a paid call, by its address alone: the bodies of all others are left unread. */
export function isPerhapsPaid(url: string, method: string): boolean {
  if (method !== 'POST') return false
  const { longest, isLlm, isFree } = addressOf(url)
  return longest !== undefined || (isLlm && !isFree)
}

/**
 * The paid call that a request makes, or undefined where it makes none that anybody bills.
 *
 * The path decides, so that private gateways and self-hosted servers are recognised as well as the known hosts. On hosts that
 * we do not know the body must ask a model something too: an application's own service may have a path that looks the same.
 */
export function recogniseCall(
  url: string,
  method: string,
  request: RequestText | undefined,
  userAgent = '',
): WireCall | undefined {
  const address = addressOf(url)
  if (method !== 'POST' || !address.isUrl) return undefined
  const { pathname, origin, isLlm, isFree, asksForEvents } = address
  const body = request?.body ?? {}
  const bodyBytes = request?.bytes ?? 0
  const model = modelOf(body, pathname)
  const format = formatOf(address, userAgent)
  if (
    format !== undefined &&
    model !== '' &&
    (isLlm || CONTENT_KEYS.some((key) => key in body) || request?.json === undefined)
  ) {
    const streams = body['stream'] === true || format.operation.streams === true || asksForEvents
    return { ...format, model, body, bodyBytes, streams }
  }
  // A paid path that is new to us must not become a way around the budget.
  if (!isLlm || isFree) return undefined
  const { provider } = servedBy(origin, 'unknown')
  return { provider, format: provider, operation: undefined, model, body, bodyBytes, streams: false }
}

/** Where the formats have what is asked. A form has a file. */
const CONTENT_KEYS = [
  'messages',
  'input',
  'prompt',
  'contents',
  'content',
  'instances',
  'requests',
  'inputs',
  'query',
] as const

interface Format {
  readonly provider: string
  readonly format: string
  readonly operation: Operation
}

/** Ends of paths, the longest first: `/chat/completions` also ends in `/completions`. */
const FORMATS: readonly (Format & { readonly path: string })[] = providers
  .flatMap(({ name, operations }) =>
    operations
      .map(fromWire)
      .flatMap((operation) =>
        (operation.paths ?? []).map((path) => ({ path, provider: name, format: name, operation })),
      ),
  )
  .toSorted((a, b) => b.path.length - a.path.length)

/** What an address tells by itself. An application calls few, so that each is looked at once. */
interface Address {
  readonly isUrl: boolean
  readonly origin: string
  readonly pathname: string
  readonly isLlm: boolean
  /** Whether the path is one that nobody bills. */
  readonly isFree: boolean
  readonly asksForEvents: boolean
  /** The format with the longest path that the address ends in. */
  readonly longest: (Format & { readonly path: string }) | undefined
}

const addressOf = remember((url): Address => {
  if (!URL.canParse(url)) {
    return {
      isUrl: false,
      origin: '',
      pathname: '',
      isLlm: false,
      isFree: true,
      asksForEvents: false,
      longest: undefined,
    }
  }
  const { origin, hostname, pathname, searchParams } = new URL(url)
  return {
    isUrl: true,
    origin,
    pathname,
    isLlm: isLlmHost(hostname),
    isFree: FREE_PATH.test(pathname),
    asksForEvents: searchParams.has('alt', 'sse'),
    longest: FORMATS.find(({ path }) => withoutSlash(pathname).endsWith(path)),
  }
})

/** A base address that ends in a slash makes paths that do, which servers take for the same. */
function withoutSlash(pathname: string): string {
  return pathname.endsWith('/') ? pathname.slice(0, -1) : pathname
}

/** SDKs that speak the format of another provider, by how they name themselves: behind a gateway no host tells whose it is. */
const PROVIDER_OF_SDK: readonly (readonly [userAgent: RegExp, provider: string])[] = [
  [/^mistral-client-typescript\/|@mistralai\/mistralai\b/, 'mistral_ai'],
  [/^Groq\/JS\b/, 'groq'],
  [/^Together\/JS\b/, 'together'],
]

/** Many speak the same format: the provider that the host belongs to goes first, then the SDK's own, then that of the table. */
function formatOf({ longest, origin }: Address, userAgent: string): Format | undefined {
  if (longest === undefined) return undefined
  const ofSdk = PROVIDER_OF_SDK.find(([pattern]) => pattern.test(userAgent))?.[1]
  const { provider } = servedBy(origin, ofSdk ?? longest.provider)
  const own = FORMATS.find((each) => each.path === longest.path && each.provider === provider)
  const { format, operation } = own ?? longest
  return { provider, format, operation }
}

/** Models that stand in the path: of Gemini, of Azure's deployments, of Bedrock. */
const MODEL_IN_PATH =
  /\/(?:models?|deployments)\/([^/]+?)(?::(?:generateContent|streamGenerateContent|embedContent|batchEmbedContents|predict|rawPredict|streamRawPredict))?(?:\/|$)/

function modelOf(body: RequestBody, pathname: string): string {
  const { model } = body as { readonly model?: unknown }
  if (typeof model === 'string' && model !== '') return model
  const inPath = MODEL_IN_PATH.exec(pathname)?.[1]
  return inPath === undefined ? '' : decoded(inPath)
}

/** What is no encoding is for the provider to refuse. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
