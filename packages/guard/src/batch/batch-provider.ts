/**
 * Batch provider: where requests are handed in together, worked on within a day, and billed at half the price.
 */
export interface BatchProvider {
  /** `openai`, `anthropic`. */
  readonly name: string
  /** Where one of the requests would be sent to by itself, so that budgets know what it is. */
  readonly url: string
  /** The most requests, and bytes of them, that one batch may have. */
  readonly maxRequests: number
  readonly maxBytes: number
  /** Hands in requests for one model. Gives the id of the batch. */
  submit(requests: readonly BatchRequest[], submissionId: string): Promise<string>
  /**
   * Looks for a submission of which nobody knows whether it arrived, because the process ended meanwhile. Gives the id of its
   * batch; `none` where it did not arrive; `unknown` where that cannot be told yet.
   */
  find(submission: LostSubmission): Promise<{ readonly batchId: string } | 'none' | 'unknown'>
  /** What came of the requests with these ids; undefined while the batch is worked on. */
  results(batchId: string, customIds: readonly string[]): Promise<readonly BatchOutcome[] | undefined>
}

/**
 * How a batch is handed in: an SDK that tries again by itself, after a connection that broke, may hand in the same twice, and both
 * are billed. The queue looks for what may have arrived instead.
 */
export const ONCE = { maxRetries: 0 } as const

/** One request of a batch. */
export interface BatchRequest {
  /** The id under which its result comes back. */
  readonly customId: string
  /** The parameters of the call, as the SDK takes them. */
  readonly body: Readonly<Record<string, unknown>>
}

/** A submission that may have arrived. */
export interface LostSubmission {
  readonly submissionId: string
  readonly atMillis: number
  readonly customIds: readonly string[]
}

/** What came of one request: an answer, or why there is none. */
export interface BatchOutcome {
  readonly customId: string
  readonly answer?: unknown
  readonly error?: string
}
