import type { RequestBody, WireCall } from '../http/wire-call.ts'

/** How requests say how long an answer may be, the newest name first. The name that a request uses itself is kept. */
const LIMIT_KEYS = ['max_completion_tokens', 'max_output_tokens', 'max_tokens'] as const

/** Those who know `max_tokens` and no newer name, and refuse what they do not know. */
const KNOW_NO_NEWER_NAME: ReadonlySet<string> = new Set(['anthropic', 'mistral_ai', 'cohere', 'together'])

/** The body with an answer of so many tokens at the most; undefined where we do not know how its format says that. */
export function limitedBody(call: WireCall, outputTokens: number): RequestBody | undefined {
  const { body, format } = call
  if (format.startsWith('google')) {
    const { generationConfig: config } = body as { readonly generationConfig?: object }
    return { ...body, generationConfig: { ...config, maxOutputTokens: outputTokens } }
  }
  const key = LIMIT_KEYS.find((each) => body[each] !== undefined) ?? newestKey(call)
  return key === undefined ? undefined : { ...body, [key]: outputTokens }
}

function newestKey({ provider, format, operation }: WireCall): (typeof LIMIT_KEYS)[number] | undefined {
  const paths = operation?.paths ?? []
  if ([provider, format].some((name) => KNOW_NO_NEWER_NAME.has(name)) || paths.includes('/completions'))
    return 'max_tokens'
  if (format !== 'openai' && format !== 'groq') return undefined
  return paths.some((path) => path.startsWith('/responses')) ? 'max_output_tokens' : 'max_completion_tokens'
}
