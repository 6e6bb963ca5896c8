const MOST_CHARACTERS = 48
/** Control characters, among them those that move a terminal's cursor, and marks that turn the direction of text. */
const UNSHOWABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/** A name that somebody else chose, such as a user's id, as text that fits into a line and does nothing else. */
export function shownName(name: string): string {
  const clean = name.slice(0, 4 * MOST_CHARACTERS).replace(UNSHOWABLE, '�')
  const characters = Array.from(clean)
  const isWhole = characters.length <= MOST_CHARACTERS && name.length <= 4 * MOST_CHARACTERS
  return isWhole ? clean : `${characters.slice(0, MOST_CHARACTERS - 1).join('')}…`
}
