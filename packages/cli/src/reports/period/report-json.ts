import { anomalyJson } from '../../anomalies/anomaly-json.ts'
import { forecastJson } from '../../forecast/forecast-json.ts'
import type { SpendSum } from '../../ledger/ledger.ts'
import { usdOf } from '../format-usd.ts'
import { DIMENSIONS } from '../dimensions.ts'
import type { ReportLine, SpendReport } from './spend-report.ts'
import { meetsTarget, targetRatios } from './target-ratios.ts'

/** A report as JSON, whole: names are not shortened, and exact amounts are texts. */
export function reportJson(report: SpendReport): object {
  const { period, window, previous, team, total, before, efficiency, findings } = report
  return {
    period,
    from: instant(window.fromMillis),
    to: instant(window.toMillis),
    previous_from: instant(previous.fromMillis),
    previous_to: instant(previous.toMillis),
    team: team ?? null,
    total: sumJson(total),
    before: sumJson(before),
    quarter_ago: report.quarterAgo === undefined ? null : sumJson(report.quarterAgo),
    users: report.users,
    sessions: report.sessions,
    ...Object.fromEntries(DIMENSIONS.map((dimension) => [`by_${dimension}`, report.by[dimension].map(lineJson)])),
    efficiency: {
      input_tokens: efficiency.inputTokens,
      output_tokens: efficiency.outputTokens,
      output_per_input: efficiency.outputPerInput,
      finish_reasons: efficiency.finishReasons,
    },
    ratios: targetRatios(total, before).map((ratio) => ({
      name: ratio.name,
      value: ratio.value ?? null,
      before: ratio.before ?? null,
      meets_target: meetsTarget(ratio) ?? null,
    })),
    unpriced: report.unpriced,
    forecast: forecastJson(report.forecast),
    budgets: report.budgets.map(({ name, limitNanoUsd, forecast }) => ({
      name,
      limit_usd: usdOf(limitNanoUsd),
      forecast: forecastJson(forecast),
    })),
    findings: findings.map(({ savedNanoUsd, ...finding }) => ({
      ...finding,
      saved_usd: usdOf(savedNanoUsd),
      saved_nano_usd: `${savedNanoUsd}`,
    })),
    anomalies: report.anomalies.map(anomalyJson),
  }
}

function sumJson(sum: SpendSum): object {
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
    failed_calls: sum.failedCalls,
    retried_calls: sum.retriedCalls,
    input_tokens: sum.inputTokens,
    output_tokens: sum.outputTokens,
    cache_read_tokens: sum.cacheReadTokens,
  }
}

function lineJson({ name, beforeNanoUsd, p95NanoUsd, maxNanoUsd, ...sum }: ReportLine): object {
  return {
    name,
    ...sumJson(sum),
    before_nano_usd: `${beforeNanoUsd}`,
    p95_nano_usd: p95NanoUsd,
    max_nano_usd: maxNanoUsd,
  }
}

function instant(millis: number): string {
  return new Date(millis).toISOString()
}
