import { IngestError } from '../ingest-error.ts'

const MAX_LINE_CHARS = 256 * 1024 * 1024

export interface TextLine {
  readonly line: number
  readonly text: string
}

/** The lines of a text that comes in pieces; empty ones are left out. */
export async function* textLines(chunks: AsyncIterable<string>): AsyncGenerator<TextLine> {
  let rest: string[] = []
  let restLength = 0
  let line = 1
  for await (const chunk of chunks) {
    const [first = '', ...others] = chunk.split('\n')
    rest.push(first)
    restLength += first.length
    if (restLength > MAX_LINE_CHARS) throw new IngestError(`line ${line} is longer than ${MAX_LINE_CHARS} characters`)
    for (const next of others) {
      const text = rest.join('')
      if (text.trim() !== '') yield { line, text }
      line += 1
      rest = [next]
      restLength = next.length
    }
  }
  const last = rest.join('')
  if (last.trim() !== '') yield { line, text: last }
}
