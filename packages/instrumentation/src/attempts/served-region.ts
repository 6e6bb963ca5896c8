const HEADER = 'x-ms-region'

/**
 * Where Azure ran the inference, such as `East US 2`: it says so in a header of its answers, which no SDK hands out with them.
 *
 * @param headers names and values in turn, as undici has them
 */
export function servedRegion(headers: readonly Uint8Array[]): string | undefined {
  for (let index = 0; index + 1 < headers.length; index += 2) {
    const name = headers[index]
    if (name?.length === HEADER.length && Buffer.from(name).toString('latin1').toLowerCase() === HEADER) {
      return Buffer.from(headers[index + 1] ?? []).toString('latin1')
    }
  }
  return undefined
}
