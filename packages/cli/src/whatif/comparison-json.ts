import type { Comparison } from './compare-calls.ts'

/** A comparison for other programs; money is whole nano-USD as text. */
export function comparisonJson({ models, nanoUsd, lowNanoUsd, highNanoUsd }: Comparison): object {
  return {
    nano_usd: `${nanoUsd}`,
    low_nano_usd: `${lowNanoUsd}`,
    high_nano_usd: `${highNanoUsd}`,
    models: models.map((of) => ({
      model: of.model,
      becomes: of.becomes,
      calls: of.calls,
      kept_calls: of.keptCalls,
      nano_usd: `${of.nanoUsd}`,
      low_nano_usd: `${of.lowNanoUsd}`,
      high_nano_usd: `${of.highNanoUsd}`,
    })),
  }
}
