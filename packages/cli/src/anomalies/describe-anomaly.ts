import { decimalsFor, formatUsd } from '../reports/format-usd.ts'
import { formatMinute } from '../reports/document/format-time.ts'
import type { ListItem } from '../reports/document/report-document.ts'
import { shownName } from '../reports/document/shown-name.ts'
import { UNATTRIBUTED } from '../reports/dimensions.ts'
import { HOUR_MILLIS } from '../ledger/time-step.ts'
import type { Anomaly, SeriesName, Signal, SignalRule } from './anomaly.ts'
import type { CostEffects } from './cost-effects.ts'
import type { Contribution } from './explanation.ts'
import type { ExplainedAnomaly } from './find-anomalies.ts'

/** An anomaly in words: what happened when, what found it, and who and what added to it. */
export function describeAnomaly(anomaly: ExplainedAnomaly): ListItem {
  const { kind, signals, explanation } = anomaly
  const details = [`found by ${signals.slice(0, MOST_SIGNALS).map(signalText).join('; ')}`]
  if (kind === 'rise') {
    details.push(...Object.entries(explanation.by).flatMap(([dimension, names]) => contributionText(dimension, names)))
    details.push(effectsText(explanation.effects))
  }
  return { text: headline(anomaly), details, tone: 'warning' }
}

const MOST_SIGNALS = 3
/** Less than a twentieth of a change explains nothing. */
const LEAST_SHARE = 0.05

const VERBS: Readonly<Record<Anomaly['kind'], string>> = {
  rise: 'spend rose',
  drop: 'spend dropped',
  unpriced: 'calls have no price',
}

function headline({ kind, fromMillis, toMillis, isOpen, nanoUsd, expectedNanoUsd }: Anomaly): string {
  const hours = Math.round((toMillis - fromMillis) / HOUR_MILLIS)
  const time = `${formatMinute(fromMillis)} UTC, ${hours} h${isOpen ? ' and going on' : ''}`
  const expected = expectedNanoUsd === undefined ? '' : ` where ${dollars(expectedNanoUsd)} is usual`
  return `${time}: ${VERBS[kind]}, ${dollars(nanoUsd)}${expected}`
}

function signalText({ rule, of, hours, score, peakNanoUsd }: Signal): string {
  const peak = dollars(BigInt(Math.round(peakNanoUsd)))
  const times = `${hours} ${hours === 1 ? 'hour' : 'hours'}`
  return RULE_TEXTS[rule](whose(of), times, peak, Math.abs(score).toFixed(1))
}

const RULE_TEXTS: Readonly<Record<SignalRule, (whose: string, times: string, peak: string, score: string) => string>> =
  {
    spike: (name, times, peak, score) => `${name}: ${times} up to ${peak}, ${score} usual widths above expectation`,
    shift: (name, times, peak) => `${name}: above expectation for ${times}, up to ${peak} an hour`,
    share: (name, times, peak) => `${name}: ${peak} within an hour, out of proportion to a day's money (${times})`,
    drop: (name, times, peak, score) =>
      `${name}: down to ${peak} an hour, ${score} usual widths below expectation (${times})`,
    unpriced: (name, times) => `${name}: most calls without a price (${times})`,
  }

function whose({ dimension, name }: SeriesName): string {
  return dimension === undefined ? 'all calls' : `${dimension} ${shownName(name ?? UNATTRIBUTED)}`
}

function contributionText(dimension: string, names: readonly Contribution[]): readonly string[] {
  const texts = names
    .filter(({ share, nanoUsd, expectedNanoUsd }) => share >= LEAST_SHARE && nanoUsd > expectedNanoUsd)
    .map(({ name, nanoUsd, expectedNanoUsd, share, isNew }) => {
      const added = dollars(BigInt(Math.round(nanoUsd - expectedNanoUsd)))
      return `${shownName(name ?? UNATTRIBUTED)} +${added}, ${Math.round(share * 100)} % of it${isNew ? ', new' : ''}`
    })
  return texts.length === 0 ? [] : [`by ${dimension}: ${texts.join('; ')}`]
}

function effectsText({ volume, size, price }: CostEffects): string {
  const part = (name: string, nanoUsd: number): string => {
    const amount = dollars(BigInt(Math.round(Math.abs(nanoUsd))))
    return `${nanoUsd < 0 ? '−' : '+'}${amount} ${name}`
  }
  return `of the change: ${part('by more calls', volume)}, ${part('by larger calls', size)}, ${part('by dearer tokens', price)}`
}

function dollars(nanoUsd: bigint): string {
  return formatUsd(nanoUsd, decimalsFor(nanoUsd))
}
