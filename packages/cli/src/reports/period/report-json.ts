import { anomalyJson } from '../../anomalies/anomaly-json.ts'
import { outcomeJson, qualityJson } from '../../economics/outcome-json.ts'
import { forecastJson } from '../../forecast/forecast-json.ts'
import type { SourceKnowledge, SpendSum } from '../../ledger/ledger.ts'
import type { Finding } from '../findings/finding.ts'
import { usdOf } from '../format-usd.ts'
import { DIMENSIONS } from '../dimensions.ts'
import type { ReportLine, SpendReport } from './spend-report.ts'
import { notKnown } from './not-known.ts'
import { meetsTarget, targetRatios } from './target-ratios.ts'

/** A report as JSON, whole: names are not shortened, and exact amounts are texts. */
export function reportJson(report: SpendReport): object {
  const { period, window, previous, team, total, before, efficiency, findings, knows } = report
  return {
    period,
    from: instant(window.fromMillis),
    to: instant(window.toMillis),
    previous_from: instant(previous.fromMillis),
    previous_to: instant(previous.toMillis),
    team: team ?? null,
    total: sumJson(total, knows),
    before: sumJson(before, knows),
    quarter_ago: report.quarterAgo === undefined ? null : sumJson(report.quarterAgo, knows),
    source: knows?.source ?? 'ledger',
    not_known: notKnown(knows),
    users: report.users ?? null,
    sessions: report.sessions ?? null,
    ...Object.fromEntries(
      DIMENSIONS.map((dimension) => [`by_${dimension}`, report.by[dimension].map((line) => lineJson(line, knows))]),
    ),
    efficiency: {
      ...(knows?.hasCalls === false
        ? { input_tokens: null, output_tokens: null, output_per_input: null }
        : {
            input_tokens: efficiency.inputTokens,
            output_tokens: efficiency.outputTokens,
            output_per_input: efficiency.outputPerInput,
          }),
      finish_reasons: efficiency.finishReasons,
    },
    ratios: targetRatios(report).map((ratio) => ({
      name: ratio.name,
      value: ratio.value ?? null,
      before: ratio.before ?? null,
      meets_target: meetsTarget(ratio) ?? null,
    })),
    savings: report.savings.map(({ feature, kind, savedNanoUsd, spentNanoUsd, netNanoUsd }) => ({
      feature,
      kind,
      saved_nano_usd: `${savedNanoUsd}`,
      spent_nano_usd: `${spentNanoUsd}`,
      net_usd: usdOf(netNanoUsd),
      net_nano_usd: `${netNanoUsd}`,
    })),
    unpriced: report.unpriced,
    forecast: forecastJson(report.forecast),
    budgets: report.budgets.map(({ name, limitNanoUsd, forecast }) => ({
      name,
      limit_usd: usdOf(limitNanoUsd),
      forecast: forecastJson(forecast),
    })),
    outcomes: report.outcomes.map(outcomeJson),
    quality: report.quality.map(qualityJson),
    capture: report.capture.map(({ meteredNanoUsd, highNanoUsd, billedNanoUsd, rate, ...capture }) => ({
      ...capture,
      metered_nano_usd: `${meteredNanoUsd}`,
      high_nano_usd: `${highNanoUsd}`,
      billed_nano_usd: `${billedNanoUsd}`,
      rate: rate ?? null,
    })),
    findings: knows?.hasCalls === false ? null : findings.map(findingJson),
    anomalies: report.anomalies.map(anomalyJson),
  }
}

function findingJson({ savedNanoUsd, ...finding }: Finding): object {
  return { ...finding, saved_usd: usdOf(savedNanoUsd), saved_nano_usd: `${savedNanoUsd}` }
}

function sumJson(sum: SpendSum, knows: SourceKnowledge | undefined): object {
  // What the source does not know is null and not 0.
  const known = (name: 'failedCalls' | 'retriedCalls'): number | null =>
    knows?.sums.has(name) === false ? null : sum[name]
  return {
    cost_usd: usdOf(sum.nanoUsd),
    nano_usd: `${sum.nanoUsd}`,
    parts_nano_usd: Object.fromEntries(Object.entries(sum.parts).map(([name, nanoUsd]) => [name, `${nanoUsd}`])),
    at_risk_nano_usd: `${sum.atRiskNanoUsd}`,
    saved_nano_usd: `${sum.savedNanoUsd}`,
    calls: sum.calls,
    priced_calls: sum.pricedCalls,
    unpriced_calls: sum.unpricedCalls,
    estimated_calls: sum.estimatedCalls,
    unobserved_calls: sum.unobservedCalls,
    failed_calls: known('failedCalls'),
    retried_calls: known('retriedCalls'),
    input_tokens: sum.inputTokens,
    output_tokens: sum.outputTokens,
    cache_read_tokens: sum.cacheReadTokens,
  }
}

function lineJson(line: ReportLine, knows: SourceKnowledge | undefined): object {
  const { name, beforeNanoUsd, p95NanoUsd, maxNanoUsd, ...sum } = line
  const hasCalls = knows?.hasCalls !== false
  return {
    name,
    ...sumJson(sum, knows),
    before_nano_usd: `${beforeNanoUsd}`,
    p95_nano_usd: hasCalls ? p95NanoUsd : null,
    max_nano_usd: hasCalls ? maxNanoUsd : null,
  }
}

function instant(millis: number): string {
  return new Date(millis).toISOString()
}
