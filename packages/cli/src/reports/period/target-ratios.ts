import type { SourceKnowledge, SpendSum } from '../../ledger/ledger.ts'

/** A share of the whole, with what it should be. */
export interface TargetRatio {
  readonly name: string
  /** From 0 to 1; `undefined` where there is nothing to divide by. */
  readonly value: number | undefined
  readonly before: number | undefined
  /** What it should be at most, or at least; `undefined` where that depends on the application. */
  readonly target: { readonly atMost: number } | { readonly atLeast: number } | undefined
}

/** The shares that tell whether money is wasted. */
const RATIOS: readonly {
  readonly name: string
  readonly of: (sum: SpendSum) => readonly [part: bigint | number, whole: bigint | number]
  /** The sums that a source must know for it. */
  readonly needs: readonly (keyof SpendSum)[]
  readonly target?: TargetRatio['target']
}[] = [
  {
    name: 'retries, of cost',
    of: (sum) => [sum.retriedNanoUsd, sum.nanoUsd],
    needs: ['retriedNanoUsd'],
    target: { atMost: 0.05 },
  },
  {
    name: 'fallbacks, of cost',
    of: (sum) => [sum.fallbackNanoUsd, sum.nanoUsd],
    needs: ['fallbackNanoUsd'],
    target: { atMost: 0.1 },
  },
  {
    name: 'answers cut off',
    of: (sum) => [sum.truncatedCalls, sum.finishedCalls],
    needs: ['truncatedCalls'],
    target: { atMost: 0.05 },
  },
  {
    name: 'calls without a price',
    of: (sum) => [sum.unpricedCalls, sum.calls],
    needs: ['unpricedCalls'],
    target: { atMost: 0 },
  },
  // Calls that no cache was asked about are no misses.
  {
    name: 'cache hits, of lookups',
    of: (sum) => [sum.cacheHits, sum.cacheLookups],
    needs: ['cacheHits'],
    target: { atLeast: 0.6 },
  },
  { name: 'cache hits, of all calls', of: (sum) => [sum.cacheHits, sum.calls], needs: ['cacheHits'] },
  {
    name: 'saved, of what would have been spent',
    needs: ['savedNanoUsd'],
    of: (sum) => [sum.savedNanoUsd, savesNothing(sum) ? 0n : sum.savedNanoUsd + sum.nanoUsd],
    target: { atLeast: 0.2 },
  },
  {
    name: 'prompt cache reads, of input',
    of: (sum) => [sum.cacheReadTokens, sum.inputTokens],
    needs: ['cacheReadTokens'],
  },
  { name: 'retrieved context, of cost', of: (sum) => [sum.retrievalNanoUsd, sum.nanoUsd], needs: ['retrievalNanoUsd'] },
]

/** Without a cache, and without another means that saved something, there is nothing to meet a target. */
function savesNothing({ cacheLookups, savedNanoUsd }: SpendSum): boolean {
  return cacheLookups === 0 && savedNanoUsd === 0n
}

/** Those of a report. What its source does not know is `undefined`. */
export function targetRatios({ total, before, knows }: TargetRatioSums): readonly TargetRatio[] {
  return RATIOS.map(({ name, of, target, needs }) => {
    const isKnown = knows === undefined || needs.every((sum) => knows.sums.has(sum))
    return {
      name,
      value: isKnown ? share(of(total)) : undefined,
      before: isKnown ? share(of(before)) : undefined,
      target,
    }
  })
}

interface TargetRatioSums {
  readonly total: SpendSum
  readonly before: SpendSum
  readonly knows?: SourceKnowledge
}

/** Whether a ratio is as it should be; `undefined` where nothing is expected or nothing is known. */
export function meetsTarget({ value, target }: TargetRatio): boolean | undefined {
  if (value === undefined || target === undefined) return undefined
  return 'atMost' in target ? value <= target.atMost : value >= target.atLeast
}

function share([part, whole]: readonly [bigint | number, bigint | number]): number | undefined {
  return Number(whole) === 0 ? undefined : Number(part) / Number(whole)
}
