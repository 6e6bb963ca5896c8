/** A part of a text, and whether a word may have been cut in two at its end. */
export interface TextSlice {
  readonly text: string
  readonly cutsWord: boolean
}

/**
 * The longest slice, in UTF-16 units. A regular expression runs out of stack in a run of some millions of equal signs; and what is
 * counted against the clock is counted slice by slice.
 */
const SLICE_LENGTH = 16_384

/** How far back from there a place between two words is looked for. Ordinary text has one every few signs. */
const SEAM_DISTANCE = 1_024

/** Cuts a text between two words into slices of bounded length; where there is no such place, anywhere. */
export function textSlices(text: string): readonly TextSlice[] {
  const slices: TextSlice[] = []
  let start = 0
  while (text.length - start > SLICE_LENGTH) {
    const end = start + SLICE_LENGTH
    const seam = lastSeam(text, end)
    slices.push({ text: text.slice(start, seam ?? end), cutsWord: seam === undefined })
    start = seam ?? end
  }
  slices.push({ text: text.slice(start), cutsWord: false })
  return slices
}

/** The last single space between two words before `end`: the patterns of both vocabularies begin a word there. */
function lastSeam(text: string, end: number): number | undefined {
  for (let at = end; at > end - SEAM_DISTANCE; at--) {
    if (text[at] === ' ' && isVisible(text[at - 1]) && isVisible(text[at + 1])) return at
  }
  return undefined
}

function isVisible(sign: string | undefined): boolean {
  return sign !== undefined && /\S/.test(sign)
}
