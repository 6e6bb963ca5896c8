import type { ListItem, ReportBlock, ReportDocument } from './report-document.ts'

/** Writes a report as Markdown with tables, as GitHub and most chats read it. Names are shown as they are, not as markup. */
export function renderMarkdown({ title, subtitle, sections }: ReportDocument): string {
  const body = sections.flatMap((section) => [
    `## ${escaped(section.title)}`,
    ...section.blocks.map((block) => blockText(block)),
  ])
  return `${[`# ${escaped(title)}`, escaped(subtitle), ...body].join('\n\n')}\n`
}

function blockText(block: ReportBlock): string {
  if (block.kind === 'text') return block.tone === 'warning' ? `**${escaped(block.text)}**` : escaped(block.text)
  if (block.kind === 'list') return block.items.map(itemText).join('\n')
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [
    row(block.columns.map(({ title }) => escaped(title))),
    row(block.columns.map(({ align }) => (align === 'right' ? '---:' : '---'))),
    ...block.rows.map((cells) => row(cells.map(({ text, tone }) => cellText(text, tone === 'warning')))),
  ].join('\n')
}

function itemText({ text, details }: ListItem): string {
  return [`- ${escaped(text)}`, ...details.map((detail) => `  - ${escaped(detail)}`)].join('\n')
}

function cellText(text: string, isWarning: boolean): string {
  return isWarning && text !== '' ? `**${escaped(text)}**` : escaped(text)
}

/** Every character that Markdown or the HTML inside it could read as more than itself. */
function escaped(text: string): string {
  return text
    .replace(/[\\`*_{}[\]#|~!]/g, String.raw`\$&`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/\b(https?|www)\b(?=[:.])/gi, (scheme) => `${scheme[0] ?? ''}&#8203;${scheme.slice(1)}`)
}
