import { usdOf } from '../reports/format-usd.ts'
import type { Contribution } from './explanation.ts'
import type { ExplainedAnomaly } from './find-anomalies.ts'

/** An anomaly as JSON. Exact amounts are texts, because they may be larger than a double is exact. */
export function anomalyJson(anomaly: ExplainedAnomaly): object {
  const { kind, fromMillis, toMillis, isOpen, nanoUsd, expectedNanoUsd, signals, explanation } = anomaly
  return {
    kind,
    from: instant(fromMillis),
    to: instant(toMillis),
    is_open: isOpen,
    cost_usd: usdOf(nanoUsd),
    nano_usd: `${nanoUsd}`,
    expected_usd: expectedNanoUsd === undefined ? null : usdOf(expectedNanoUsd),
    signals: signals.map(({ rule, of, score, hours, peakNanoUsd, ...signal }) => ({
      rule,
      dimension: of.dimension ?? null,
      name: of.name ?? null,
      from: instant(signal.fromMillis),
      to: instant(signal.toMillis),
      hours,
      score,
      peak_usd: peakNanoUsd / 1e9,
    })),
    causes: {
      by_feature: explanation.by.feature.map(contributionJson),
      by_user: explanation.by.user.map(contributionJson),
      by_model: explanation.by.model.map(contributionJson),
      volume_usd: explanation.effects.volume / 1e9,
      size_usd: explanation.effects.size / 1e9,
      price_usd: explanation.effects.price / 1e9,
    },
  }
}

function contributionJson({ name, nanoUsd, expectedNanoUsd, share, isNew }: Contribution): object {
  return { name: name ?? null, cost_usd: nanoUsd / 1e9, expected_usd: expectedNanoUsd / 1e9, share, is_new: isNew }
}

function instant(millis: number): string {
  return new Date(millis).toISOString()
}
