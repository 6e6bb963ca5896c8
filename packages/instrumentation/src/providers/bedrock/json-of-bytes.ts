/** The JSON in a body, which may be bytes or text; undefined where there is none. */
export function jsonOfBytes(bytes: unknown): unknown {
  try {
    if (typeof bytes === 'string') return JSON.parse(bytes)
    return bytes instanceof Uint8Array ? JSON.parse(new TextDecoder().decode(bytes)) : undefined
  } catch {
    return undefined
  }
}
