/**
 * The bytes of a request, which its input tokens cannot exceed: the tokenizers in use are byte-level, so that each token
 * stands for at least one byte. A body that is given as bytes is counted as they are. Undefined where the request cannot be written as JSON, and so has no known bound.
 */
export function promptBytes(params: unknown): number | undefined {
  try {
    let binaryBytes = 0
    const text = JSON.stringify(params, function (this: Record<string, unknown>, key, value: unknown) {
      // A Buffer is an array of numbers by now, so that what it was is looked up where it was.
      const given = this[key]
      if (!(given instanceof Uint8Array)) return value
      binaryBytes += given.byteLength
      return ''
    })
    return binaryBytes + Buffer.byteLength(text)
  } catch {
    return undefined
  }
}
