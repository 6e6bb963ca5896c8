import type { Palette } from '../reports/palette.ts'
import type { Examined } from './examine.ts'

const MARKS = { ok: 'ok', warning: '!', error: 'x', unknown: '?' } as const

/** A line for each finding, and one below it that says how to mend it. */
export function renderFindings(findings: readonly Examined[], palette: Palette): string {
  const width = Math.max(...findings.map(({ name }) => name.length))
  const lines = findings.flatMap(({ name, level, text, mend }) => {
    const style = level === 'ok' ? palette.good : level === 'unknown' ? palette.faint : palette.warning
    const line = `${style(MARKS[level].padEnd(2))}  ${name.padEnd(width)}  ${text}`
    return mend === undefined ? [line] : [line, `${' '.repeat(width + 6)}${palette.title(mend)}`]
  })
  return `${lines.join('\n')}\n`
}
