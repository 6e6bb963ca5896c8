import type { Answer } from './answer.ts'
import { anthropicErrorBody, anthropicRefusal } from './anthropic/anthropic-errors.ts'
import type { Behaviour } from './behaviour.ts'
import type { Exchange } from './exchange.ts'
import { errorBody, notFound } from './openai/openai-errors.ts'
import { requestId } from './request-id.ts'
import type { Provider } from './routes.ts'

/** The headers that every answer of a provider has. */
export function commonHeaders(provider: Provider, exchange: Exchange): Record<string, string> {
  if (provider === 'anthropic') {
    return { 'request-id': requestId(exchange), 'anthropic-organization-id': 'org-fake' }
  }
  return {
    'x-request-id': requestId(exchange),
    'openai-organization': 'org-fake',
    'openai-processing-ms': '12',
    'openai-version': '2020-10-01',
    'x-ratelimit-limit-requests': '10000',
    'x-ratelimit-remaining-requests': '9999',
  }
}

export function errorAnswer(
  provider: Provider,
  exchange: Exchange,
  status: number,
  override: Behaviour['error'],
): Answer {
  const value =
    provider === 'openai' ? errorBody(status, override) : anthropicErrorBody(status, requestId(exchange), override)
  return { status, body: { kind: 'json', value }, served: [] }
}

export function unknownUrl(provider: Provider, exchange: Exchange): Answer {
  if (provider === 'anthropic') return anthropicRefusal(404, requestId(exchange), 'Not Found')
  return notFound(`Invalid URL (${exchange.method} ${exchange.path})`)
}

/** Any key is accepted, but one must be there. */
export function hasCredentials({ headers }: Exchange): boolean {
  return [headers.authorization, headers['api-key'], headers['x-api-key']].some((value) => value !== undefined)
}
