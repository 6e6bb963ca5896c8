import type { MemoryLedger } from '../ledger/create-ledger.ts'
import { paletteFor } from '../reports/palette.ts'
import { renderReport } from '../reports/render-report.ts'
import { summarise } from '../reports/summarise.ts'
import { createLiveText, type TerminalStream } from './live-text.ts'

/** Where the live report is drawn, and how often. */
export interface LiveReportOptions {
  readonly ledger: MemoryLedger
  readonly stream: TerminalStream & { readonly isTTY?: boolean }
  /** Written above the report: where to send telemetry. */
  readonly heading: string
  readonly env: NodeJS.ProcessEnv
  /** Default: 500. */
  readonly intervalMillis?: number
}

/**
 * Shows the report of a ledger on a terminal and keeps it current; returns what takes it off again. A stream that is no
 * terminal gets nothing, because a file or a pipe wants the final report only.
 */
export function startLiveReport(options: LiveReportOptions): () => void {
  const { ledger, stream, heading, env, intervalMillis = 500 } = options
  if (stream.isTTY !== true) return () => undefined
  const palette = paletteFor(stream, env)
  const live = createLiveText(stream)
  const draw = (): void => live.draw(`${heading}\n\n${renderReport(summarise(ledger), { palette, maxNames: 6 })}`)
  draw()
  const timer = setInterval(draw, intervalMillis)
  return () => {
    clearInterval(timer)
    live.clear()
  }
}
