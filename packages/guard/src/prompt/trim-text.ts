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
const AS_WRITTEN =
  /(?<fence>`{3,}|~{3,})[\s\S]*?(?:\k<fence>|(?![\s\S]))|`[^`\n]*`|"[^"\n]*"|“[^”\n]*”|^(?:[ \t]{2,}|\|).*$/gm

/**
 * Shortens the application's own text: phrases by the table, runs of spaces to one, and of empty lines to one. What means
 * something as it is written stays, also where something is filled into the middle of it.
 *
 * @param strings the text around what is filled in
 */
export function trimText(
  strings: readonly string[],
  phrases: Readonly<Record<string, string>>,
): { readonly strings: readonly string[]; readonly changes: readonly TextChange[] } {
  const changes: TextChange[] = []
  // Read as one text, whatever is filled in: a fence that is opened before a value may be closed after it.
  const filled = unusedCharacter([...strings, ...Object.entries(phrases).flat()])
  // What is filled in may end or begin with spaces of its own.
  const spaces = new RegExp(`(?<=[^\\s${filled}]) {2,}(?=[^\\s${filled}])|[ \\t]+(?=\\n)|\\n{3,}`, 'g')
  const text = strings.join(filled)
  const trimmed: string[] = []
  let done = 0
  for (const { 0: asWritten, index } of text.matchAll(AS_WRITTEN)) {
    trimmed.push(trimPiece(text.slice(done, index)), asWritten)
    done = index + asWritten.length
  }
  trimmed.push(trimPiece(text.slice(done)))
  return { strings: trimmed.join('').split(filled), changes }

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
    return rest.replace(spaces, (run) => {
      const after = run.startsWith('\n') ? '\n\n' : /\n/.test(run) || run.endsWith('\t') ? '' : ' '
      changes.push({ before: run, after })
      return after
    })
  }
}

/** A character for private use that none of the texts has, to stand for what is filled in. */
function unusedCharacter(texts: readonly string[]): string {
  for (let code = 0xe000; ; code++) {
    const character = String.fromCharCode(code)
    if (!texts.some((text) => text.includes(character))) return character
  }
}
