import type { Answer } from '../answer.ts'
import type { Behaviour } from '../behaviour.ts'

interface OpenaiError {
  readonly message: string
  readonly type: string
  readonly param: string | null
  readonly code: string | null
}

/** What the service says for each status, after https://developers.openai.com/api/docs/guides/error-codes. */
const ERRORS: Readonly<Record<number, OpenaiError>> = {
  400: { message: 'Invalid request.', type: 'invalid_request_error', param: null, code: null },
  401: {
    message: 'Incorrect API key provided.',
    type: 'invalid_request_error',
    param: null,
    code: 'invalid_api_key',
  },
  403: {
    message: 'Country, region, or territory not supported.',
    type: 'request_forbidden',
    param: null,
    code: 'unsupported_country_region_territory',
  },
  404: {
    message: 'The model does not exist or you do not have access to it.',
    type: 'invalid_request_error',
    param: null,
    code: 'model_not_found',
  },
  429: {
    message: 'Rate limit reached for requests.',
    type: 'requests',
    param: null,
    code: 'rate_limit_exceeded',
  },
  500: {
    message: 'The server had an error while processing your request.',
    type: 'server_error',
    param: null,
    code: null,
  },
  503: {
    message: 'The engine is currently overloaded, please try again later.',
    type: 'server_error',
    param: null,
    code: null,
  },
}

/** The JSON body of an error, also inside a stream. */
export function errorBody(status: number, override: Behaviour['error'] = {}): { error: OpenaiError } {
  const fallback = status < 500 ? ERRORS[400] : ERRORS[500]
  const error = ERRORS[status] ?? fallback ?? { message: '', type: 'server_error', param: null, code: null }
  return { error: { ...error, ...override } }
}

export function invalidRequest(message: string, param: string | null = null, code: string | null = null): Answer {
  return refusal(400, { message, type: 'invalid_request_error', param, code })
}

export function notFound(message: string): Answer {
  return refusal(404, { message, type: 'invalid_request_error', param: null, code: null })
}

function refusal(status: number, error: OpenaiError): Answer {
  return { status, body: { kind: 'json', value: { error } }, served: [] }
}
