import { createHash } from 'node:crypto'
import { canonicalJson } from './canonical-json.ts'
import { KEY_FIELDS, type KeyMaterial } from './key-fields.ts'

/** The key of an answer: a hash of all that it depends on, images by their digest as all else. No text can be read from it. */
export function answerKey(material: KeyMaterial): string {
  const fields = Object.entries(KEY_FIELDS).map(([name, valueOf]) => [name, valueOf(material)] as const)
  return createHash('sha256').update(canonicalJson(fields)).digest('base64url')
}
