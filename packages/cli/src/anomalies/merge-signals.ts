import { HOUR_MILLIS } from '../ledger/time-step.ts'
import type { Anomaly, Signal } from './anomaly.ts'
import { SAME_INCIDENT_HOURS } from './signals.ts'

/** Signals of the same kind and time. */
export type SignalGroup = Pick<Anomaly, 'kind' | 'fromMillis' | 'toMillis' | 'signals'>

/** Puts signals of one kind together that are less than a day apart, in the order of time. */
export function mergeSignals(signals: readonly Signal[]): readonly SignalGroup[] {
  const groups: SignalGroup[] = []
  for (const signal of signals.toSorted((a, b) => a.fromMillis - b.fromMillis)) {
    const kind = kindOf(signal)
    const index = groups.findLastIndex((group) => group.kind === kind && isNear(group, signal))
    const group = groups[index]
    if (group === undefined) groups.push({ kind, ...bounds([signal]), signals: [signal] })
    else groups[index] = { kind, ...bounds([...group.signals, signal]), signals: [...group.signals, signal] }
  }
  return groups.map((group) => ({ ...group, signals: group.signals.toSorted(strongestFirst) }))
}

function kindOf({ rule }: Signal): Anomaly['kind'] {
  return rule === 'drop' || rule === 'unpriced' ? rule : 'rise'
}

function isNear(group: SignalGroup, signal: Signal): boolean {
  return signal.fromMillis - group.toMillis <= SAME_INCIDENT_HOURS * HOUR_MILLIS
}

function bounds(signals: readonly Signal[]): Pick<Anomaly, 'fromMillis' | 'toMillis'> {
  return {
    fromMillis: Math.min(...signals.map(({ fromMillis }) => fromMillis)),
    toMillis: Math.max(...signals.map(({ toMillis }) => toMillis)),
  }
}

/** What is about all calls comes before what is about one name. */
function strongestFirst(a: Signal, b: Signal): number {
  return (
    Number(a.of.dimension !== undefined) - Number(b.of.dimension !== undefined) ||
    Math.abs(b.score) - Math.abs(a.score) ||
    b.peakNanoUsd - a.peakNanoUsd
  )
}
