/**
 * What did we spend? A local receiver of OpenTelemetry data, the ledger of LLM calls that it fills, and reports over it; the
 * parts that the `costspan` command is made of.
 *
 * ```ts
 * const ledger = createLedger()
 * const receiver = await startReceiver({ sink: ledger, port: 0 })
 * // run a program with OTEL_EXPORTER_OTLP_ENDPOINT set to receiver.url
 * await receiver.close()
 * console.log(renderReport(summarise(ledger)))
 * ```
 *
 * @module
 */

// Receive
export { startReceiver, type Receiver, type ReceiverOptions } from './receiver/start-receiver.ts'
export { ListenError } from './receiver/listen-error.ts'
export type { AttributeValue, Attributes } from './receiver/received-attributes.ts'
export type { ReceivedSpan } from './receiver/received-span.ts'
export type { ReceivedSumPoint } from './receiver/received-sum-point.ts'
export type { TelemetrySink } from './receiver/telemetry-sink.ts'

// Keep
export { createLedger, type MemoryLedger } from './ledger/create-ledger.ts'
export { openLedger, type OpenLedgerOptions } from './ledger/open-ledger.ts'
export { LedgerError } from './ledger/ledger-error.ts'
export type { CallRecord, CallTokens, CostParts, CostStatus } from './ledger/call-record.ts'
export { LEDGER_DIMENSIONS, MEASURES } from './ledger/ledger.ts'
export type {
  Appended,
  Extent,
  Forgotten,
  GroupKey,
  Ledger,
  LedgerDimension,
  LedgerReader,
  Measure,
  RowsQuestion,
  Selection,
  SeriesQuestion,
  SpendGroup,
  SpendStep,
  SpendSum,
  Spread,
  SpreadQuestion,
  SumQuestion,
} from './ledger/ledger.ts'

// Report
export { summarise, type NamedSpend, type Summary, type UnpricedModel } from './reports/summarise.ts'
export { summaryJson, type SpendJson, type SummaryJson } from './reports/summary-json.ts'
export { formatUsd } from './reports/format-usd.ts'
export { renderReport, type ReportOptions } from './reports/render-report.ts'
export { COLOURED, PLAIN, paletteFor, type Palette } from './reports/palette.ts'
export type { Dimension } from './reports/dimensions.ts'
export type { Spend } from './reports/spend.ts'
export { startLiveReport, type LiveReportOptions } from './terminal/start-live-report.ts'

// Generate
export { generateDashboards } from './generate/dashboards/generate-dashboards.ts'
export { generateRules } from './generate/rules/generate-rules.ts'
export { watchedBudgets, type WatchedBudgets } from './generate/rules/watched-budgets.ts'
export type { AlertThresholds, BudgetWindow, RulesOptions, WatchedBudget } from './generate/rules/rules-settings.ts'

// The command itself
export { runCommandLine } from './commands/run-command-line.ts'
export type { CommandIo } from './commands/command.ts'
