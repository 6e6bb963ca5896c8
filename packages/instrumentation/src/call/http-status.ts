interface StatusFields {
  readonly status?: unknown
  /** Mistral, Cohere. */
  readonly statusCode?: unknown
  /** Ollama. */
  readonly status_code?: unknown
  /** Hugging Face. */
  readonly httpResponse?: { readonly status?: unknown }
  /** AWS. */
  readonly $metadata?: { readonly httpStatusCode?: unknown }
}

/** The HTTP status that an SDK's error tells, under any of the names that SDKs have for it. */
export function httpStatus(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  const { status, statusCode, status_code, httpResponse, $metadata } = error as StatusFields
  return [status, statusCode, status_code, httpResponse?.status, $metadata?.httpStatusCode].find(
    (each) => typeof each === 'number',
  )
}
