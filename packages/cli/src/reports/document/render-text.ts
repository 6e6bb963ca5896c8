import { type Cell, formatTable } from '../format-table.ts'
import { PLAIN, type Palette } from '../palette.ts'
import type { ReportBlock, ReportDocument, ReportSection, TableCell, Tone } from './report-document.ts'

/** Writes a report for a terminal or a plain text file. */
export function renderText({ title, subtitle, sections }: ReportDocument, palette: Palette = PLAIN): string {
  return `${palette.title(title)}\n${palette.faint(subtitle)}\n\n${renderSections(sections, palette)}`
}

/** Writes sections, with an empty line between each two. */
export function renderSections(sections: readonly ReportSection[], palette: Palette = PLAIN): string {
  const texts = sections.map(({ title, blocks }) => {
    const lines = blocks.flatMap((block, index) => [
      ...(index > 0 && block.kind === 'table' ? [''] : []),
      ...blockLines(block, palette),
    ])
    return [palette.title(title), ...lines].join('\n')
  })
  return `${texts.join('\n\n')}\n`
}

function blockLines(block: ReportBlock, palette: Palette): readonly string[] {
  if (block.kind === 'text') return [`  ${toned(block.text, block.tone, palette)}`]
  if (block.kind === 'list') {
    return block.items.flatMap(({ text, details, tone }) => [
      `  - ${toned(text, tone, palette)}`,
      ...details.map((detail) => `    ${palette.faint(detail)}`),
    ])
  }
  const heading: Cell[] = block.columns.map(({ title: text }) => ({ text, style: palette.faint }))
  const rows = block.rows.map((row) => row.map((cell) => styled(cell, palette)))
  return formatTable(block.columns, [heading, ...rows]).map((line) => `  ${line}`)
}

function styled({ text, tone }: TableCell, palette: Palette): Cell {
  return tone === undefined ? { text } : { text, style: palette[tone] }
}

function toned(text: string, tone: Tone | undefined, palette: Palette): string {
  return tone === undefined ? text : palette[tone](text)
}
