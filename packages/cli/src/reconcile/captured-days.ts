import type { CapturedDay } from '../ledger/captured-day.ts'
import type { ReconciledDay, ReconciledModel, Reconciliation } from './reconciliation.ts'
import { suggestSettings } from './suggest-settings.ts'

/** What reports are to know of a reconciliation: the days that have ended and that the statement speaks of, and what to do. */
export function capturedDays(reconciliation: Reconciliation): readonly CapturedDay[] {
  const advice = suggestSettings(reconciliation).map(({ text, yaml }) =>
    yaml === undefined ? text : `${text} ${oneLine(yaml)}`,
  )
  return reconciliation.days
    .filter(({ known, ended }) => known && ended)
    .map((day) => {
      const meteredNanoUsd = sum(day, (model) => model.meteredNanoUsd)
      return {
        provider: reconciliation.provider,
        day: day.day,
        meteredNanoUsd,
        highNanoUsd: meteredNanoUsd + sum(day, (model) => model.atRiskNanoUsd),
        billedNanoUsd: sum(day, (model) => model.billedNanoUsd),
        advice,
      }
    })
}

function sum({ models }: ReconciledDay, amountOf: (model: ReconciledModel) => bigint): bigint {
  return models.reduce((total, model) => total + amountOf(model), 0n)
}

/** Settings of one entry as one line, in YAML all the same: `prices: [{ ... }]`. */
function oneLine(yaml: string): string {
  return yaml.trim().replace(/:\n\s*- (.*)$/s, ': [$1]')
}
