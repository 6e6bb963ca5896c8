import { formatUsd, renderReport, summaryJson, type Palette, type Summary, type SummaryJson } from '@costspan/cli'
import type { Bill } from '@costspan-test/fake-provider'

export interface DemoJson extends SummaryJson {
  /** What the provider computed on its own from what it served. */
  readonly bill_usd: number
  readonly bill_nano_usd: string
}

export function demoJson(summary: Summary, bill: Bill): DemoJson {
  return {
    ...summaryJson(summary),
    bill_usd: Number(bill.totalNanoUsd) / 1e9,
    bill_nano_usd: String(bill.totalNanoUsd),
  }
}

/** The report, how it compares with the provider's bill and the application's counters, and what to try next. */
export function demoReport(summary: Summary, bill: Bill, palette: Palette): string {
  return `\n${renderReport(summary, { palette })}\n${comparison(summary, bill, palette)}\n${nextSteps(palette)}`
}

function comparison(summary: Summary, bill: Bill, palette: Palette): string {
  const spans = summary.total.nanoUsd
  const figures = [
    ['spans, priced as they ended', spans],
    ['metric costspan.cost', summary.countedNanoUsd],
    ["the provider's own bill", bill.totalNanoUsd],
  ] as const
  const lines = figures.map(([name, nanoUsd]) => {
    const mark = nanoUsd === bill.totalNanoUsd ? palette.good('✓') : palette.warning('✗')
    const amount = nanoUsd === undefined ? 'not received' : formatUsd(nanoUsd, 9)
    return `  ${mark} ${amount.padStart(14)}  ${name}`
  })
  return `${palette.title('One amount, counted three ways')}\n${lines.join('\n')}\n`
}

function nextSteps(palette: Palette): string {
  return `${palette.title('Your own application')}
  Meter it, and watch its cost here:
    npx @costspan/cli dev -- node --import @costspan/node/register your-app.mjs
  Send the same telemetry to your OpenTelemetry Collector instead:
    OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4318 node --import @costspan/node/register your-app.mjs

${palette.title('This demo with a real provider')}
  In one terminal:  npx @costspan/cli dev
  In another:       cd examples/demo
                    OPENAI_API_KEY=<your key> ANTHROPIC_API_KEY=<your key> \\
                    OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4318 \\
                    node --import @costspan/node/register app.mjs
`
}
