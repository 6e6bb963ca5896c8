/**
 * Text kind: what a text is written in, as far as that decides how vocabularies differ on it. On English and code they are
 * close to each other; on other languages one vocabulary may take three times as many tokens as another.
 *
 * - `ascii`: English, code, data.
 * - `latin`: letters with accents among those of ASCII, as in German or Spanish.
 * - `other`: other scripts.
 */
export type TextKind = 'ascii' | 'latin' | 'other'

/** Shares of characters beyond ASCII. English has a quotation mark or a currency sign in a hundred characters. */
const MOST_OF_ASCII = 0.008
const MOST_OF_LATIN = 0.2

/** The kind of a text, by the share of its UTF-16 units that are beyond ASCII. */
export function textKind(text: string): TextKind {
  let beyond = 0
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 127) beyond += 1
  const share = beyond / Math.max(1, text.length)
  if (share <= MOST_OF_ASCII) return 'ascii'
  return share <= MOST_OF_LATIN ? 'latin' : 'other'
}
