import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** A key that entries are encrypted with. */
export interface EncryptionKey {
  /** Its name, which is written beside each entry in the clear: another key, another name. 1 to 64 characters. */
  readonly id: string
  /** 32 bytes, as they are or in base64. */
  readonly key: Uint8Array | string
}

/** Encrypts the entries of a store, and opens them again. */
export interface EntrySeal {
  seal(key: string, plain: Uint8Array): Uint8Array
  /** Undefined for what was not sealed for this key of the cache, by one of our encryption keys. */
  open(key: string, sealed: Uint8Array): Uint8Array | undefined
}

const ALGORITHM = 'aes-256-gcm'
const KEY_BYTES = 32
const IV_BYTES = 12
const TAG_BYTES = 16

/**
 * Seals with the first of the keys, and opens with any of them. To change keys, put the new one in front, and take the old one
 * out when what it has sealed has expired.
 *
 * Layout: length of the id, id, nonce, tag, ciphertext. The cache's key is authenticated with it, so that no entry can be put in
 * the place of another. A random nonce of 96 bits is safe for 2^32 entries a key (NIST SP 800-38D, section 8.3).
 *
 * @throws TypeError for keys that are none, naming them without their value
 */
export function createEntrySeal(keys: readonly EncryptionKey[]): EntrySeal {
  const known = keys.map(({ id, key }, index) => ({ id: idOf(id, index), secret: secretOf(key, index) }))
  const [first] = known
  if (first === undefined) throw new TypeError('encryption.keys must have one key or more, got []')
  return {
    seal(key, plain) {
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv(ALGORITHM, first.secret, iv).setAAD(Buffer.from(key))
      const text = [cipher.update(plain), cipher.final()]
      return Buffer.concat([Buffer.of(first.id.byteLength), first.id, iv, cipher.getAuthTag(), ...text])
    },
    open(key, sealed) {
      const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
      const ivAt = 1 + (bytes[0] ?? 0)
      const textAt = ivAt + IV_BYTES + TAG_BYTES
      const used = known.find(({ id }) => id.equals(bytes.subarray(1, ivAt)))
      if (used === undefined || bytes.byteLength < textAt) return undefined
      try {
        const decipher = createDecipheriv(ALGORITHM, used.secret, bytes.subarray(ivAt, ivAt + IV_BYTES), {
          authTagLength: TAG_BYTES,
        })
        decipher.setAAD(Buffer.from(key)).setAuthTag(bytes.subarray(ivAt + IV_BYTES, textAt))
        return Buffer.concat([decipher.update(bytes.subarray(textAt)), decipher.final()])
      } catch {
        return undefined
      }
    },
  }
}

function idOf(id: string, index: number): Buffer {
  const bytes = typeof id === 'string' ? Buffer.from(id) : Buffer.alloc(0)
  if (bytes.byteLength >= 1 && bytes.byteLength <= 64) return bytes
  throw new TypeError(`encryption.keys[${index}].id must be 1 to 64 bytes of text, got ${JSON.stringify(id)}`)
}

function secretOf(key: Uint8Array | string, index: number): Buffer {
  const bytes = typeof key === 'string' ? Buffer.from(key, 'base64') : Buffer.from(key)
  if (bytes.byteLength === KEY_BYTES) return bytes
  throw new TypeError(`encryption.keys[${index}].key must be ${KEY_BYTES} bytes, got ${bytes.byteLength}`)
}
