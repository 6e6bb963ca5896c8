/** One change of a text. */
export interface TextChange {
  readonly before: string
  readonly after: string
}

/** Phrases that say nothing to a model, with what is to stand in their place. */
export const WORDY_PHRASES: Readonly<Record<string, string>> = {
  'Could you please ': '',
  'Can you please ': '',
  'I would like you to ': '',
  'I want you to ': '',
  'Please make sure to ': '',
  'Make sure that you ': '',
  'It is important that you ': '',
  'Please note that ': 'Note: ',
  'In order to ': 'To ',
  'in order to ': 'to ',
  'due to the fact that ': 'because ',
  'at this point in time': 'now',
  'Please provide ': 'Give ',
  'In addition to that, ': 'Also, ',
}

/** Text that means something as it is written: code in fences, quotations, and lines that are indented or part of a table. */
const AS_WRITTEN = /(```[\s\S]*?(?:```|(?![\s\S]))|`[^`\n]*`|"[^"\n]*"|“[^”\n]*”|^(?:[ \t]{2,}|\|).*$)/m

/**
 * Shortens the application's own text: phrases by the table, runs of spaces to one, and of empty lines to one. What means
 * something as it is written stays.
 */
export function trimText(
  text: string,
  phrases: Readonly<Record<string, string>>,
): { readonly text: string; readonly changes: readonly TextChange[] } {
  const changes: TextChange[] = []
  const trimmed = text.split(AS_WRITTEN).map((piece, index) => (index % 2 === 1 ? piece : trimPiece(piece)))
  return { text: trimmed.join(''), changes }

  function trimPiece(piece: string): string {
    let rest = piece
    for (const [before, after] of Object.entries(phrases)) {
      const isSentence = /^\p{Lu}/u.test(before) && !/^\p{Lu}/u.test(after) && after === ''
      for (let at = rest.indexOf(before); at >= 0; at = rest.indexOf(before, at + after.length)) {
        const end = at + before.length
        // What begins a sentence now is written large.
        const next = isSentence ? (rest[end] ?? '').toUpperCase() : (rest[end] ?? '')
        rest = rest.slice(0, at) + after + next + rest.slice(end + 1)
        changes.push({ before, after })
      }
    }
    return rest.replace(/(?<=\S) {2,}(?=\S)|[ \t]+(?=\n)|\n{3,}/g, (run) => {
      const after = run.startsWith('\n') ? '\n\n' : /\n/.test(run) || run.endsWith('\t') ? '' : ' '
      changes.push({ before: run, after })
      return after
    })
  }
}
