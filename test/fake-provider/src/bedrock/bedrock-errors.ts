import type { Behaviour } from '../behaviour.ts'

/** Exceptions by status, after https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html#API_runtime_Converse_Errors. */
const ERRORS: Readonly<Record<number, readonly [type: string, message: string]>> = {
  400: ['ValidationException', 'The provided model identifier is invalid.'],
  401: ['UnrecognizedClientException', 'The security token included in the request is invalid.'],
  403: ['AccessDeniedException', "You don't have access to the model with the specified model ID."],
  404: ['ResourceNotFoundException', 'Could not resolve the foundation model from the provided model identifier.'],
  408: ['ModelTimeoutException', 'The model took too long to answer.'],
  424: ['ModelErrorException', 'The model could not process the request.'],
  429: ['ThrottlingException', 'Too many requests, please wait before trying again.'],
  500: [
    'InternalServerException',
    'The system encountered an unexpected error during processing. Try your request again.',
  ],
  503: ['ServiceUnavailableException', 'Bedrock is unable to process your request.'],
}

/** The exception's name, which travels in the header `x-amzn-errortype`. */
export function errorTypeOf(status: number, override: Behaviour['error'] = {}): string {
  return override.type ?? ERRORS[status]?.[0] ?? (status < 500 ? 'ValidationException' : 'InternalServerException')
}

export function bedrockErrorBody(status: number, override: Behaviour['error'] = {}): { readonly message: string } {
  return { message: override.message ?? ERRORS[status]?.[1] ?? 'Something went wrong.' }
}
