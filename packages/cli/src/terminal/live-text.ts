/** A text on a terminal that is drawn again in place of itself. */
export interface LiveText {
  draw(text: string): void
  /** Takes the text off the terminal, so that something final can be written in its place. */
  clear(): void
}

export interface TerminalStream {
  readonly rows?: number
  write(text: string): unknown
}

/**
 * A text longer than the terminal is cut, because what has scrolled away cannot be drawn again; and lines wider than it do not
 * wrap, because then more rows than lines would have to be taken off.
 */
export function createLiveText(stream: TerminalStream): LiveText {
  let drawnLines = 0
  const clear = (): void => {
    if (drawnLines > 0) stream.write(`\u001B[${drawnLines}A\r\u001B[0J`)
    drawnLines = 0
  }
  return {
    clear,
    draw(text) {
      clear()
      const lines = fitting(text.trimEnd().split('\n'), (stream.rows ?? 24) - 1)
      stream.write(`${NO_WRAP}${lines.join('\n')}\n${WRAP}`)
      drawnLines = lines.length
    },
  }
}

const NO_WRAP = '\u001B[?7l'
const WRAP = '\u001B[?7h'

function fitting(lines: readonly string[], maxLines: number): readonly string[] {
  if (lines.length <= maxLines) return lines
  return [...lines.slice(0, maxLines - 1), `… ${lines.length - maxLines + 1} more lines`]
}
