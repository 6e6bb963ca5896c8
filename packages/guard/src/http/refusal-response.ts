import type { Refusal } from '../admission/refusal.ts'
import { refusalBody } from './refusal-formats.ts'
import { REFUSAL_HEADER, refusalData, refusalMessage } from './refusal-text.ts'

/**
 * The answer to a call that was refused: the provider's own 429, which the SDKs turn into their own error.
 *
 * `x-should-retry: false` keeps the SDKs that Stainless makes (openai, anthropic, groq, together) from trying again, because
 * each further attempt would be refused too. Cohere's SDK waits and tries again after every 429, so it is told 402, which is
 * what Cohere says when a billing limit is reached (https://docs.cohere.com/errors-reference, seen 2026-11).
 */
export function refusalResponse(format: string, refusal: Refusal): Response {
  const [status, statusText] = format === 'cohere' ? [402, 'Payment Required'] : [429, 'Too Many Requests']
  return new Response(JSON.stringify(refusalBody(format, refusal)), {
    status,
    statusText,
    headers: refusalHeaders(refusal),
  })
}

function refusalHeaders(refusal: Refusal): Record<string, string> {
  const { retryAfterSeconds } = refusal
  return {
    'content-type': 'application/json',
    'x-should-retry': 'false',
    [REFUSAL_HEADER]: refusalData(refusal).costspan_refusal,
    ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
  }
}

/** The Vercel AI SDK names itself in this header, whichever provider it calls. */
const AI_SDK = /\bai-sdk\/|^ai\/\d/

/**
 * The error that a refused call of the Vercel AI SDK is given in place of an answer, or undefined for other callers.
 *
 * The AI SDK takes every 429 for one that time heals, waits, and asks again; an answer cannot tell it otherwise. Its own error,
 * marked as not to be retried, can. The marks are the registered symbols by which the SDK knows its errors across copies.
 */
export function refusalError(headers: Headers, url: string, format: string, refusal: Refusal): Error | undefined {
  if (!AI_SDK.test(headers.get('user-agent') ?? '')) return undefined
  return Object.assign(new Error(refusalMessage(refusal)), {
    name: 'AI_APICallError',
    [Symbol.for('vercel.ai.error')]: true,
    [Symbol.for('vercel.ai.error.AI_APICallError')]: true,
    url,
    requestBodyValues: {},
    statusCode: 429,
    responseHeaders: refusalHeaders(refusal),
    responseBody: JSON.stringify(refusalBody(format, refusal)),
    isRetryable: false,
    data: undefined,
  })
}
