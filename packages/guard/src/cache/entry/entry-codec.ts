import { crc32 } from 'node:zlib'
import type { CachedAnswer } from '../cached-answer.ts'
import type { EntrySeal } from './entry-seal.ts'

/** Turns answers into the bytes that a store keeps, and back. */
export interface EntryCodec {
  encode(key: string, answer: CachedAnswer, expiresAtMillis: number): Uint8Array
  /** Undefined for bytes that are no answer of this key, are damaged, or have expired: then there is none. */
  decode(key: string, bytes: Uint8Array, atMillis: number): CachedAnswer | undefined
}

interface Entry {
  readonly expiresAtMillis: number
  readonly answer: CachedAnswer
}

/** Bytes before the JSON: a checksum, which damage does not survive. Who means harm is kept out by the seal. */
const CHECKSUM_BYTES = 4

/**
 * Entries carry a checksum over themselves and their key, so that an entry which was cut, changed or moved is none. With a seal
 * they are encrypted, and only what was sealed is read.
 */
export function createEntryCodec(seal?: EntrySeal): EntryCodec {
  return {
    encode(key, answer, expiresAtMillis) {
      const json = Buffer.from(JSON.stringify({ expiresAtMillis, answer } satisfies Entry))
      const checksum = Buffer.alloc(CHECKSUM_BYTES)
      checksum.writeUInt32LE(checksumOf(key, json))
      const plain = Buffer.concat([checksum, json])
      return seal === undefined ? plain : seal.seal(key, plain)
    },
    decode(key, bytes, atMillis) {
      const plain = seal === undefined ? bytes : seal.open(key, bytes)
      const entry =
        plain === undefined ? undefined : entryOf(key, Buffer.from(plain.buffer, plain.byteOffset, plain.byteLength))
      return entry === undefined || entry.expiresAtMillis <= atMillis ? undefined : entry.answer
    },
  }
}

function checksumOf(key: string, json: Uint8Array): number {
  return crc32(json, crc32(key))
}

function entryOf(key: string, bytes: Buffer): Entry | undefined {
  if (bytes.byteLength <= CHECKSUM_BYTES) return undefined
  const json = bytes.subarray(CHECKSUM_BYTES)
  if (bytes.readUInt32LE(0) !== checksumOf(key, json)) return undefined
  try {
    const value: unknown = JSON.parse(json.toString())
    return isEntry(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** Somebody who can write into the store can write a right checksum, too. */
function isEntry(value: unknown): value is Entry {
  const { expiresAtMillis, answer } = fieldsOf(value)
  const { form, body, variant, headers, response, storedAtMillis } = fieldsOf(answer)
  return (
    typeof expiresAtMillis === 'number' &&
    typeof storedAtMillis === 'number' &&
    (form === 'whole' || form === 'events') &&
    typeof body === 'string' &&
    typeof variant === 'string' &&
    typeof response === 'object' &&
    response !== null &&
    Object.values(fieldsOf(headers)).every((each) => typeof each === 'string')
  )
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
}
