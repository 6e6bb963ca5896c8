/**
 * The bytes of a request, which its input tokens cannot exceed: the tokenizers in use are byte-level, so that each token
 * stands for at least one byte. Undefined where the request cannot be written as JSON, and so has no known bound.
 */
export function promptBytes(params: unknown): number | undefined {
  try {
    return Buffer.byteLength(JSON.stringify(params))
  } catch {
    return undefined
  }
}
