import { totalNano } from './amounts.ts'
import type { Reconciliation, ReconciledModel } from './reconciliation.ts'
import type { Residual } from './residual.ts'
import { suggestSettings } from './suggest-settings.ts'

/** The reconciliation for other programs; money is whole nano-USD as text, because JSON has no integers of that size. */
export function reconciliationJson(reconciliation: Reconciliation): object {
  const { days, residuals, captureRate, ...head } = reconciliation
  return {
    provider: head.provider,
    statement: head.statement,
    shift_hours: head.shiftHours,
    metered_nano_usd: `${head.meteredNanoUsd}`,
    high_nano_usd: `${head.highNanoUsd}`,
    billed_nano_usd: `${head.billedNanoUsd}`,
    apart_nano_usd: `${head.apartNanoUsd}`,
    ...(captureRate !== undefined && { capture_rate: captureRate }),
    residuals: residuals.map(residualJson),
    days: days.map(({ day, known, ended, final, models, apart }) => ({
      day,
      known,
      ended,
      final,
      models: models.map(modelJson),
      apart: apart.map(({ description, nanoUsd }) => ({ description, nano_usd: `${nanoUsd}` })),
    })),
    suggestions: suggestSettings(reconciliation).map(({ text, yaml, nanoUsd }) => ({
      text,
      ...(yaml !== undefined && { yaml }),
      nano_usd: `${nanoUsd}`,
    })),
  }
}

function modelJson(of: ReconciledModel): object {
  const tiers = [...new Set([...of.metered.keys(), ...of.billed.tiers.keys()])]
  return {
    model: of.model,
    calls: of.calls,
    ...(of.requests !== undefined && { requests: of.requests }),
    ...(of.unpricedCalls > 0 && { unpriced_calls: of.unpricedCalls }),
    metered_nano_usd: `${of.meteredNanoUsd}`,
    at_risk_nano_usd: `${of.atRiskNanoUsd}`,
    billed_nano_usd: `${of.billedNanoUsd}`,
    tiers: tiers.map((tier) => ({
      tier: tier || 'standard',
      metered_tokens: of.metered.get(tier)?.tokens ?? {},
      metered_nano_usd: `${totalNano(of.metered.get(tier)?.nanoUsd ?? {})}`,
      billed_tokens: of.billed.tiers.get(tier) ?? {},
    })),
    residuals: of.residuals.map(residualJson),
  }
}

function residualJson({ kind, cause, billedClass, nanoUsd, detail }: Residual): object {
  return {
    kind,
    ...(cause !== undefined && { cause }),
    ...(billedClass !== undefined && { class: billedClass }),
    ...(detail !== undefined && { detail }),
    nano_usd: `${nanoUsd}`,
  }
}
