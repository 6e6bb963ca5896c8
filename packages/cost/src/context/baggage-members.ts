/**
 * Members of a W3C Baggage header (https://www.w3.org/TR/baggage/): `key=value;properties`, separated by commas and
 * percent-encoded. The limits are those that every platform must pass on.
 */
export interface BaggageMember {
  readonly name: string
  readonly value: string
  /** The member as it stands in the header, properties included. */
  readonly text: string
}

const MAX_HEADER_BYTES = 8192
const MAX_MEMBERS = 64

/** Reads the members of a header; what is malformed, or beyond the limit of bytes, is left out. */
export function readMembers(header: string): readonly BaggageMember[] {
  return header
    .slice(0, MAX_HEADER_BYTES + 1)
    .split(',')
    .slice(0, header.length > MAX_HEADER_BYTES ? -1 : undefined)
    .map(readMember)
    .filter((member) => member !== undefined)
}

export function memberOf(name: string, value: string): BaggageMember {
  return { name, value, text: `${encodeURIComponent(name)}=${encodeURIComponent(value)}` }
}

/**
 * The header with members added behind those that are there. What is there belongs to others and stays, even when it is
 * beyond the limits; of the added ones those that do not fit are left out and returned.
 */
export function writeMembers(
  present: readonly BaggageMember[],
  added: readonly BaggageMember[],
): { readonly header: string; readonly omitted: readonly BaggageMember[] } {
  const texts = present.map((member) => member.text)
  let length = texts.join(',').length
  const omitted = added.filter(({ text }) => {
    const grown = length + (texts.length === 0 ? 0 : 1) + text.length
    if (texts.length >= MAX_MEMBERS || grown > MAX_HEADER_BYTES) return true
    texts.push(text)
    length = grown
    return false
  })
  return { header: texts.join(','), omitted }
}

function readMember(part: string): BaggageMember | undefined {
  const text = part.trim()
  const [pair = ''] = text.split(';', 1)
  const equals = pair.indexOf('=')
  if (equals <= 0) return undefined
  try {
    const name = decodeURIComponent(pair.slice(0, equals).trim())
    return { name, value: decodeURIComponent(pair.slice(equals + 1).trim()), text }
  } catch {
    return undefined
  }
}
