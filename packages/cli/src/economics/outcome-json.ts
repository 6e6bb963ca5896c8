import { usdOf } from '../reports/format-usd.ts'
import type { OutcomeCost, OutcomeSum } from './outcome-costs.ts'
import type { QualityCost } from './quality-costs.ts'

/** What an outcome cost as JSON, with amounts in USD. */
export function outcomeJson({ name, versions, ...sum }: OutcomeCost): object {
  return {
    name,
    ...sumJson(sum),
    versions: versions.map(({ version, revision, ...own }) => ({
      version: version ?? null,
      revision: revision ?? null,
      ...sumJson(own),
    })),
  }
}

/** The quality of one feature and model beside its cost as JSON. */
export function qualityJson(line: QualityCost): object {
  const { evaluation, feature, model, evaluated, meanScore, nanoUsd, pointsPerUsd } = line
  return {
    evaluation,
    feature: feature ?? null,
    model: model ?? null,
    evaluated,
    mean_score: meanScore,
    cost_usd: usdOf(nanoUsd),
    points_per_usd: pointsPerUsd ?? null,
  }
}

function sumJson(sum: OutcomeSum): object {
  const { successes, failures, nanoUsd, failedNanoUsd, perSuccessNanoUsd, valueNanoUsd, valuedSuccesses } = sum
  return {
    successes,
    failures,
    cost_usd: usdOf(nanoUsd),
    failed_usd: usdOf(failedNanoUsd),
    per_success_usd: perSuccessNanoUsd === undefined ? null : usdOf(perSuccessNanoUsd),
    value_usd: valueNanoUsd === undefined ? null : usdOf(valueNanoUsd),
    valued_successes: valuedSuccesses,
    successes_without_calls: sum.successesWithoutCalls,
    unpriced_calls: sum.unpricedCalls,
  }
}
