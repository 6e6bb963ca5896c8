import type { Refusal } from '../admission/refusal.ts'
import { refusalData, refusalMessage } from './refusal-text.ts'

/** The body of a provider's own answer with status 429, for one refusal. */
type RefusalFormat = (refusal: Refusal) => object

/**
 * How each provider says 429, by its wire format. A new one is one line here. `insufficient_quota` is what OpenAI says when the
 * money is spent, and what LangChain knows not to retry.
 */
const FORMATS: Readonly<Record<string, RefusalFormat>> = {
  openai: openaiError,
  // https://platform.claude.com/docs/en/api/errors, seen 2026-11.
  anthropic: (refusal) => ({
    type: 'error',
    error: { type: 'rate_limit_error', message: refusalMessage(refusal) },
    request_id: null,
    code: 'insufficient_quota',
    ...refusalData(refusal),
  }),
  // https://cloud.google.com/apis/design/errors#http_mapping, seen 2026-11.
  google: googleError,
  // https://docs.cohere.com/reference/errors, seen 2026-11.
  cohere: (refusal) => ({ message: refusalMessage(refusal), ...refusalData(refusal) }),
}

/** The body in the words of the provider whose format the request was in; most others speak like OpenAI. */
export function refusalBody(format: string, refusal: Refusal): object {
  const known = Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined
  return (known ?? openaiError)(refusal)
}

/** https://platform.openai.com/docs/guides/error-codes, seen 2026-11. */
function openaiError(refusal: Refusal): object {
  return {
    error: {
      message: refusalMessage(refusal),
      type: 'insufficient_quota',
      param: null,
      code: 'insufficient_quota',
      ...refusalData(refusal),
    },
  }
}

function googleError(refusal: Refusal): object {
  const { retryAfterSeconds } = refusal
  const retry = { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: `${retryAfterSeconds ?? 0}s` }
  return {
    error: {
      code: 429,
      message: refusalMessage(refusal),
      status: 'RESOURCE_EXHAUSTED',
      details: retryAfterSeconds === undefined ? [refusalData(refusal)] : [retry, refusalData(refusal)],
    },
  }
}
