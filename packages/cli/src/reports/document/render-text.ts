import { fitTable } from '../fit-table.ts'
import { type Cell, formatTable } from '../format-table.ts'
import { PLAIN, type Palette } from '../palette.ts'
import type { ReportBlock, ReportDocument, ReportSection, TableCell, Tone } from './report-document.ts'

/** How a text looks. */
export interface TextStyle {
  /** Default: none. */
  readonly palette?: Palette
  /** How many characters a line has room for; tables are made to fit. Default: any number. */
  readonly width?: number
}

const INDENT = '  '

/** Writes a report for a terminal or a plain text file. */
export function renderText({ title, subtitle, sections }: ReportDocument, style: TextStyle = {}): string {
  const { palette = PLAIN } = style
  return `${palette.title(title)}\n${palette.faint(subtitle)}\n\n${renderSections(sections, style)}`
}

/** Writes sections, with an empty line between each two. */
export function renderSections(sections: readonly ReportSection[], style: TextStyle = {}): string {
  const { palette = PLAIN } = style
  const texts = sections.map(({ title, blocks }) => {
    const lines = blocks.flatMap((block, index) => [
      ...(index > 0 && block.kind === 'table' ? [''] : []),
      ...blockLines(block, style),
    ])
    return [palette.title(title), ...lines].join('\n')
  })
  return `${texts.join('\n\n')}\n`
}

function blockLines(block: ReportBlock, { palette = PLAIN, width = Infinity }: TextStyle): readonly string[] {
  if (block.kind === 'text') return [`  ${toned(block.text, block.tone, palette)}`]
  if (block.kind === 'list') {
    return block.items.flatMap(({ text, details, tone }) => [
      `  - ${toned(text, tone, palette)}`,
      ...details.map((detail) => `    ${palette.faint(detail)}`),
    ])
  }
  const heading: Cell[] = block.columns.map(({ title: text }) => ({ text, style: palette.faint }))
  const rows = block.rows.map((row) => row.map((cell) => styled(cell, palette)))
  const { dropped, ...table } = fitTable(block.columns, [heading, ...rows], width - INDENT.length)
  const lines = formatTable(table.columns, table.rows).map((line) => `${INDENT}${line}`)
  return dropped.length === 0
    ? lines
    : [...lines, palette.faint(`${INDENT}in a wider terminal also ${dropped.join(', ')}`)]
}

function styled({ text, tone }: TableCell, palette: Palette): Cell {
  return tone === undefined ? { text } : { text, style: palette[tone] }
}

function toned(text: string, tone: Tone | undefined, palette: Palette): string {
  return tone === undefined ? text : palette[tone](text)
}
