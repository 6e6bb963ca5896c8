/** Counts tokens off the request path. `createUsageEstimator` of `@costspan/instrumentation` makes one, on a thread of its own. */
export interface TokenEstimator {
  /** Calls `done` exactly once, later, with the counts. Never throws. */
  estimate(request: EstimateRequest, done: (tokens: EstimatedTokens) => void): void
}

interface EstimatedTokens {
  readonly input: number
  readonly output: number
  /** True where they were not counted one by one. No call is held against a budget by a guess. Default: false. */
  readonly isGuess?: boolean
}

interface EstimateRequest {
  readonly model: string
  /** Undefined where the input is known. */
  readonly prompt: { readonly texts: readonly unknown[]; readonly overheadTokens: number } | undefined
  readonly generated: string
}

/**
 * Bytes of a token, for guessing: English has four and a half, Chinese three. The guess is to err on the dear side.
 */
const BYTES_PER_TOKEN = 3

/** The estimator of a guard that was given none: it loads no tokenizer, and tells too much rather than too little. */
export const guessingEstimator: TokenEstimator = {
  estimate({ prompt, generated }, done) {
    const texts = (prompt?.texts ?? []).map((text) => (typeof text === 'string' ? text : JSON.stringify(text)))
    const tokensOf = (text: string): number => Math.ceil(Buffer.byteLength(text) / BYTES_PER_TOKEN)
    const input = texts.reduce((sum, text) => sum + tokensOf(text), prompt?.overheadTokens ?? 0)
    done({ input, output: tokensOf(generated), isGuess: true })
  },
}
