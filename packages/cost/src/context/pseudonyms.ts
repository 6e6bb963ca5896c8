/**
 * Pseudonym: what stands for an id of a person in everything that leaves the process. It is made with a secret key
 * (HMAC-SHA-256), so that nobody without the key can try out names, and is the same as long as the key is, so that sums by user
 * still are what they say. It names its key: `2026-11.x3b0Qd…`.
 *
 * A key that is replaced makes new pseudonyms; when the old key is thrown away, nobody can tell any more whose the old ones were.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { type CostField, isCostField } from './cost-fields.ts'

/** A secret that pseudonyms are made with, and what it is called in them. */
export interface PseudonymKey {
  /** 1 to 32 letters, digits, `_` or `-`. */
  readonly id: string
  /** At least 16 characters. */
  readonly secret: string
}

/** Which ids are replaced, and with which keys. */
export interface PseudonymOptions {
  /** The newest first: that one makes pseudonyms, and those of the others are known. */
  readonly keys: readonly PseudonymKey[]
  /** Fields of the cost context whose values are replaced. Default: `user`. */
  readonly fields?: readonly CostField[]
}

/** Gives what stands for a value. */
export type Pseudonymise = (field: CostField, value: string) => string

/** Characters of the part that tells values apart, 96 bits, and of the seal that tells our pseudonyms from the ids of strangers. */
const [DIGITS, SEAL_DIGITS] = [16, 8]

/** People come and go: the memory of them must not grow without end. */
const MOST_REMEMBERED = 10_000

/**
 * Makes the function that replaces ids. A value that is a pseudonym already, of any of the keys, stays as it is: contexts travel
 * between services and come back from queues.
 *
 * @throws TypeError when an option is wrong; no secret is told in its message
 */
export function createPseudonymise({ keys, fields = ['user'] }: PseudonymOptions): Pseudonymise {
  const [newest] = keys
  if (newest === undefined) throw new TypeError('pseudonyms: keys must have at least one key')
  for (const key of keys) checkKey(key)
  for (const field of fields) checkField(field)
  const replaced: ReadonlySet<CostField> = new Set(fields)
  let known = new Map<string, string>()
  return (field, value) => {
    if (!replaced.has(field) || keys.some((key) => isPseudonym(value, key))) return value
    const name = `${field} ${value}`
    let pseudonym = known.get(name)
    if (pseudonym === undefined) {
      pseudonym = pseudonymOf(field, value, newest)
      if (known.size >= MOST_REMEMBERED) known = new Map()
      known.set(name, pseudonym)
    }
    return pseudonym
  }
}

/**
 * What has stood for one person's id under each key, the newest first: to find, or to erase, what was recorded of somebody.
 *
 * @throws TypeError when an option is wrong
 */
export function pseudonymsOf(field: CostField, value: string, keys: readonly PseudonymKey[]): readonly string[] {
  checkField(field)
  for (const key of keys) checkKey(key)
  return keys.map((key) => pseudonymOf(field, value, key))
}

function pseudonymOf(field: CostField, value: string, { id, secret }: PseudonymKey): string {
  const digest = macOf(secret, `pseudonym ${field} ${value}`).slice(0, DIGITS)
  return `${id}.${digest}${sealOf(digest, secret)}`
}

/** Whether a text was made with this key: whoever has not the key cannot pass an id off for a pseudonym. */
function isPseudonym(value: string, { id, secret }: PseudonymKey): boolean {
  if (value.length !== id.length + 1 + DIGITS + SEAL_DIGITS || !value.startsWith(`${id}.`)) return false
  const digest = value.slice(id.length + 1, -SEAL_DIGITS)
  const [given, expected] = [Buffer.from(value.slice(-SEAL_DIGITS)), Buffer.from(sealOf(digest, secret))]
  return given.length === expected.length && timingSafeEqual(given, expected)
}

function sealOf(digest: string, secret: string): string {
  return macOf(secret, `seal ${digest}`).slice(0, SEAL_DIGITS)
}

function macOf(secret: string, text: string): string {
  return createHmac('sha256', secret).update(`costspan 1 ${text}`).digest('base64url')
}

function checkKey({ id, secret }: PseudonymKey): void {
  if (!/^[\w-]{1,32}$/.test(id)) {
    throw new TypeError(
      `pseudonyms: the id of a key must be 1 to 32 letters, digits, "_" or "-", got ${JSON.stringify(id)}`,
    )
  }
  if (typeof secret !== 'string' || secret.length < 16) {
    throw new TypeError(`pseudonyms: the secret of the key ${id} must have at least 16 characters`)
  }
}

function checkField(field: string): void {
  if (!isCostField(field)) throw new TypeError(`pseudonyms: ${JSON.stringify(field)} is no field of the cost context`)
}
