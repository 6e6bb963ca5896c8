/** Bytes per token of ordinary text. */
const BYTES_PER_TOKEN = 4

/** Tokens of a text by its length alone, for when they cannot be counted in time. */
export function quickTokens(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / BYTES_PER_TOKEN)
}
