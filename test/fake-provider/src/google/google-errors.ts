import type { Behaviour } from '../behaviour.ts'

/** Status names by HTTP status, after https://ai.google.dev/gemini-api/docs/troubleshooting. */
const ERRORS: Readonly<Record<number, readonly [status: string, message: string]>> = {
  400: ['INVALID_ARGUMENT', 'Request contains an invalid argument.'],
  401: ['UNAUTHENTICATED', 'Request is missing required authentication credential.'],
  403: ['PERMISSION_DENIED', 'The caller does not have permission.'],
  404: ['NOT_FOUND', 'The requested resource was not found.'],
  429: ['RESOURCE_EXHAUSTED', 'You exceeded your current quota, please check your plan and billing details.'],
  500: ['INTERNAL', 'An internal error has occurred.'],
  503: ['UNAVAILABLE', 'The model is overloaded. Please try again later.'],
  504: ['DEADLINE_EXCEEDED', 'The service is unable to finish processing within the deadline.'],
}

interface GoogleErrorBody {
  readonly error: { readonly code: number; readonly message: string; readonly status: string }
}

/** The JSON body of an error, also inside a stream. */
export function googleErrorBody(code: number, override: Behaviour['error'] = {}): GoogleErrorBody {
  const [status, message] = ERRORS[code] ?? [code < 500 ? 'INVALID_ARGUMENT' : 'INTERNAL', 'Something went wrong.']
  return { error: { code, message: override.message ?? message, status: override.code ?? status } }
}
