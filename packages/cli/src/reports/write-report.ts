import { mailMessage } from './delivery/mail-message.ts'
import { describeReport } from './document/describe-report.ts'
import { renderHtml } from './document/render-html.ts'
import { renderMarkdown } from './document/render-markdown.ts'
import { renderText } from './document/render-text.ts'
import { PLAIN, type Palette } from './palette.ts'
import { reportJson } from './period/report-json.ts'
import type { SpendReport } from './period/spend-report.ts'

/** Between whom a mail goes. */
export interface MailAddresses {
  readonly from: string
  readonly to: string
}

/** How a report is written. */
export interface WriteReportOptions {
  /** Default: `text`. */
  readonly format?: 'text' | 'markdown' | 'html' | 'json' | 'mail'
  /** How many names each table shows before it sums up the others; JSON has all. Default: 10. */
  readonly maxNames?: number
  /** The colours of `text`. Default: none. */
  readonly palette?: Palette
  /** How many characters a line of `text` has room for. Default: any number. */
  readonly width?: number
  /** Needed for `mail`. */
  readonly mail?: MailAddresses | undefined
}

/**
 * Writes a report as text, Markdown, HTML, JSON or a mail.
 *
 * @throws TypeError for a mail without addresses
 */
export function writeReport(report: SpendReport, options: WriteReportOptions = {}): string {
  const { format = 'text', maxNames = 10, palette = PLAIN, width = Infinity, mail } = options
  if (format === 'json') return `${JSON.stringify(reportJson(report))}\n`
  const document = describeReport(report, { maxNames })
  switch (format) {
    case 'markdown':
      return renderMarkdown(document)
    case 'html':
      return renderHtml(document)
    case 'mail': {
      if (mail === undefined) throw new TypeError('mail must be the addresses of a mail, got undefined')
      const { title: subject } = document
      const atMillis = report.window.toMillis
      return mailMessage({ ...mail, subject, text: renderText(document), html: renderHtml(document), atMillis })
    }
    default:
      return renderText(document, { palette, width })
  }
}
