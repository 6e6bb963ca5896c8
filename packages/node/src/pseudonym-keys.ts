import type { PseudonymKey } from '@costspan/cost'

/** The environment variable with the keys of pseudonyms: secrets do not belong into a file of settings. */
const KEYS_VARIABLE = 'COSTSPAN_PSEUDONYM_KEYS'

/**
 * The keys of pseudonyms, as `<id>=<secret>` separated by commas, the newest first.
 *
 * @throws TypeError when there are none: an application that asks for pseudonyms must not record ids by mistake
 */
export function pseudonymKeys(env: NodeJS.ProcessEnv): readonly PseudonymKey[] {
  const texts = (env[KEYS_VARIABLE] ?? '').split(',').filter((text) => text.trim() !== '')
  const keys = texts.map((text) => {
    const equals = text.indexOf('=')
    // Whatever is wrong with a key, its text is not told.
    if (equals < 1) throw new TypeError(`${KEYS_VARIABLE} must be <id>=<secret>, separated by commas, the newest first`)
    return { id: text.slice(0, equals).trim(), secret: text.slice(equals + 1).trim() }
  })
  if (keys.length > 0) return keys
  throw new TypeError(`attribution.pseudonyms needs keys in ${KEYS_VARIABLE}: <id>=<secret>, separated by commas`)
}
