import type { Answer } from '../answer.ts'
import type { Behaviour } from '../behaviour.ts'

interface AnthropicError {
  readonly type: string
  readonly message: string
}

/** Error types by status, after https://platform.claude.com/docs/en/api/errors. */
const ERRORS: Readonly<Record<number, AnthropicError>> = {
  400: { type: 'invalid_request_error', message: 'Invalid request.' },
  401: { type: 'authentication_error', message: 'invalid x-api-key' },
  403: {
    type: 'permission_error',
    message: 'Your API key does not have permission to use the specified resource.',
  },
  404: { type: 'not_found_error', message: 'The requested resource could not be found.' },
  413: { type: 'request_too_large', message: 'Request exceeds the maximum size.' },
  429: { type: 'rate_limit_error', message: 'This request would exceed your rate limit.' },
  500: { type: 'api_error', message: 'Internal server error' },
  529: { type: 'overloaded_error', message: 'Overloaded' },
}

export interface AnthropicErrorBody {
  readonly type: 'error'
  readonly error: AnthropicError
  readonly request_id: string
}

/** The JSON body of an error, also inside a stream. */
export function anthropicErrorBody(
  status: number,
  requestId: string,
  override: Behaviour['error'] = {},
): AnthropicErrorBody {
  const fallback = {
    type: status < 500 ? 'invalid_request_error' : 'api_error',
    message: 'Something went wrong.',
  }
  const error = ERRORS[status] ?? fallback
  return {
    type: 'error',
    error: { type: override.type ?? error.type, message: override.message ?? error.message },
    request_id: requestId,
  }
}

export function anthropicRefusal(status: number, requestId: string, message: string): Answer {
  return {
    status,
    body: { kind: 'json', value: anthropicErrorBody(status, requestId, { message }) },
    served: [],
  }
}
