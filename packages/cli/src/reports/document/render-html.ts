import { escapeHtml } from './escape-html.ts'
import type { ListItem, ReportBlock, ReportDocument, ReportSection, TableCell } from './report-document.ts'

/**
 * Writes a report as one HTML page that needs nothing else: no scripts, no fonts, no images. What others have named is text
 * in it, and the page's own policy forbids everything that is not its style.
 */
export function renderHtml({ title, subtitle, sections }: ReportDocument): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
<p class="subtitle">${escapeHtml(subtitle)}</p>
${sections.map(sectionHtml).join('\n')}
</main>
</body>
</html>
`
}

function sectionHtml({ title, blocks }: ReportSection): string {
  return `<section>\n<h2>${escapeHtml(title)}</h2>\n${blocks.map(blockHtml).join('\n')}\n</section>`
}

function blockHtml(block: ReportBlock): string {
  if (block.kind === 'text') return `<p${toneClass(block)}>${escapeHtml(block.text)}</p>`
  if (block.kind === 'list') return `<ul>${block.items.map(itemHtml).join('')}</ul>`
  const heading = block.columns.map(({ title, align }) => `<th scope="col" class="${align}">${escapeHtml(title)}</th>`)
  const rows = block.rows.map(
    (row) => `<tr>${row.map((cell, index) => cellHtml(cell, block.columns[index]?.align ?? 'left')).join('')}</tr>`,
  )
  const table = `<table><thead><tr>${heading.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`
  return `<div class="scroll">${table}</div>`
}

function itemHtml({ text, details, tone }: ListItem): string {
  const more = details.map((detail) => `<p class="detail">${escapeHtml(detail)}</p>`).join('')
  return `<li><span${toneClass({ tone })}>${escapeHtml(text)}</span>${more}</li>`
}

function cellHtml({ text, tone }: TableCell, align: 'left' | 'right'): string {
  return `<td class="${tone === undefined ? align : `${align} ${tone}`}">${escapeHtml(text)}</td>`
}

function toneClass({ tone }: { readonly tone?: TableCell['tone'] | undefined }): string {
  return tone === undefined ? '' : ` class="${tone}"`
}

const STYLE = `
:root { --text: #1c2330; --faint: #5d6778; --line: #dde2ea; --back: #fff; --good: #0b6b3a; --warning: #a03a00 }
@media (prefers-color-scheme: dark) {
  :root { --text: #e6e9ef; --faint: #9aa4b5; --line: #333b49; --back: #14181f; --good: #5fd08f; --warning: #ffab70 }
}
body { margin: 0; background: var(--back); color: var(--text); font: 15px/1.5 system-ui, sans-serif }
main { max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
h1 { margin: 0; font-size: 1.6rem }
h2 { margin: 2rem 0 .5rem; font-size: 1.1rem }
.subtitle, .detail { margin: 0; color: var(--faint) }
.scroll { overflow-x: auto }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums }
th, td { padding: .3rem .6rem; border-bottom: 1px solid var(--line); overflow-wrap: anywhere }
th { color: var(--faint); font-weight: 500 }
.left { text-align: left }
.right { text-align: right; white-space: nowrap }
.good { color: var(--good) }
.warning { color: var(--warning); font-weight: 600 }
li { margin: .4rem 0 }
`
