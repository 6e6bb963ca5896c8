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
export type { ReceivedEvent } from './receiver/received-event.ts'
export type { ReceivedSpan } from './receiver/received-span.ts'
export type { ReceivedSumPoint } from './receiver/received-sum-point.ts'
export type { TelemetrySink } from './receiver/telemetry-sink.ts'

// Keep
export { createLedger, type MemoryLedger } from './ledger/create-ledger.ts'
export { openLedger, type OpenLedgerOptions } from './ledger/open-ledger.ts'
export { openSource } from './ledger/open-source.ts'
export { ingestFile, type Ingested, type IngestOptions } from './ingest/ingest-file.ts'
export { IngestError } from './ingest/ingest-error.ts'
export { appendBatches, type AppendBatchesOptions } from './ingest/append-batches.ts'
export { LedgerError } from './ledger/ledger-error.ts'
export { NO_PARTS, UNKNOWN_CALL } from './ledger/unknown-call.ts'
export type { CallRecord, CallTokens, CostParts, CostStatus } from './ledger/call-record.ts'
export type { CapturedDay } from './ledger/captured-day.ts'
export type { Verdict, VerdictKind, VerdictQuestion, VerdictScope } from './ledger/verdict.ts'
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
  SourceKnowledge,
  SpendSum,
  SumName,
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
export { startLiveReport, type LiveReportOptions } from './terminal/start-live-report.ts'

// Report a period
export { buildReport, type BuildReportOptions } from './reports/period/build-report.ts'
export type { ReportPeriod, SpendReport } from './reports/period/spend-report.ts'
export { monthBudgets, type MonthBudget } from './reports/period/budget-standing.ts'
export { writeReport, type WriteReportOptions } from './reports/write-report.ts'
export type { Finding as SpendFinding, FindingRule } from './reports/findings/finding.ts'

// Find what is unusual, and say how it goes on
export { findAnomalies, type AnomalyOptions, type ExplainedAnomaly } from './anomalies/find-anomalies.ts'
export type { Anomaly, Signal, SignalRule } from './anomalies/anomaly.ts'
export { findForecast, type ForecastOptions } from './forecast/find-forecast.ts'
export type { Forecast, MonthForecast, Outlook } from './forecast/forecast.ts'

// Put it beside what it brings
export { findEconomics, type Economics, type FindEconomicsOptions } from './economics/find-economics.ts'
export { readRevenue, type RevenuePlan } from './economics/revenue-plan.ts'
export { breakEven, type BreakEven, type SelfHosting } from './economics/break-even.ts'

// Reconcile
export { reconcile, type ReconcileOptions } from './reconcile/reconcile.ts'
export type { ReconciledDay, ReconciledModel, Reconciliation } from './reconcile/reconciliation.ts'
export type { Residual, ResidualCause, ResidualKind } from './reconcile/residual.ts'
export { fetchStatement, type FetchOptions } from './reconcile/statements/fetch-statement.ts'
export { readStatements } from './reconcile/statements/read-statements.ts'
export type { BilledLine, Statement } from './reconcile/statements/statement.ts'
export { corrections, writeCorrections } from './reconcile/corrections.ts'
export { suggestSettings, type Suggestion } from './reconcile/suggest-settings.ts'

// Show
export { createDashboard, type Dashboard, type DashboardOptions } from './dashboard/create-dashboard.ts'
export { ledgerSink } from './receiver/ledger-sink.ts'
export { sinkToAll } from './receiver/sink-to-all.ts'

// Ask what would have been
export { compareCalls, type ComparedModel, type Comparison } from './whatif/compare-calls.ts'
export { whatIf, type Change, type Outcome } from './whatif/what-if.ts'
export { tokenRange } from './whatif/tokenizers.ts'
export { priceWatch, type PriceChange, type PriceWatchOptions } from './whatif/price-watch.ts'

// Export
export { exportFocus, type FocusExport, type FocusExportOptions } from './focus/export-focus.ts'
export { CHARGE_FILES } from './focus/charge-files/charge-files.ts'
export { ChargeFileError, type WriteCharges } from './focus/charge-files/write-charges.ts'
export { focusProblems } from './focus/check-focus-row.ts'
export type { FocusRow, FocusVersion } from './focus/focus-row.ts'

// Check
export { examine, type Examined } from './doctor/examine.ts'
export type { Finding } from './doctor/finding.ts'
export type { DoctorFacts, EndpointFacts, LedgerFacts } from './doctor/doctor-facts.ts'
export { ledgerFacts } from './doctor/ledger-facts.ts'
export { installedPackages } from './doctor/installed-packages.ts'

// Generate
export { generateDashboards } from './generate/dashboards/generate-dashboards.ts'
export { generateRules } from './generate/rules/generate-rules.ts'
export { watchedBudgets, type WatchedBudgets } from './generate/rules/watched-budgets.ts'
export type { AlertThresholds, BudgetWindow, RulesOptions, WatchedBudget } from './generate/rules/rules-settings.ts'

// The command itself
export { runCommandLine } from './commands/run-command-line.ts'
export type { CommandIo } from './commands/command.ts'
