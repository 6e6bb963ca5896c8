/** Names that SDKs and instrumentations give to an attempt which left and never came back. */
const LOST = /time.?out|abort|cancel|connection|reset|terminated|socket/i

/**
 * Whether a call that brought no usage may be billed all the same, as far as its `error.type` tells. Providers do not bill
 * what they refuse (a 4xx) or fail to do (a 429, a 5xx); a request that was cut off or given up may well have been worked on.
 */
export function mayBeBilled(errorType: string | undefined): boolean {
  return errorType !== undefined && LOST.test(errorType)
}
