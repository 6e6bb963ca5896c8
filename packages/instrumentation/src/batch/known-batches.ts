import type { Attributes, Context } from '@opentelemetry/api'

/** What is remembered of a batch until its results are read. */
export interface KnownBatch {
  readonly createdAtMillis: number | undefined
  /** The context of the submitter, where that was this process. */
  readonly submitter: Context | undefined
  /** Attribution that the submitter put into the metadata. */
  readonly attributes: Attributes
}

/** Batches and results that are remembered, by any of their ids; the oldest are forgotten. */
export interface KnownBatches {
  get(id: string): KnownBatch | undefined
  /** What is said of a batch again completes what is known of it. */
  learn(ids: readonly string[], batch: KnownBatch): void
  /** True the first time that a result is seen. */
  isNew(resultId: string): boolean
}

/** An application has few batches under way; a batch has up to 100,000 requests (Anthropic's limit, seen 2026-11). */
const MOST_BATCHES = 1_000
const MOST_RESULTS = 200_000

export function createKnownBatches(): KnownBatches {
  const batches = new Map<string, KnownBatch>()
  const results = new Map<string, true>()
  return {
    get: (id) => batches.get(id),
    learn(ids, batch) {
      const known = ids.map((id) => batches.get(id)).find((each) => each !== undefined)
      const whole = {
        createdAtMillis: batch.createdAtMillis ?? known?.createdAtMillis,
        submitter: batch.submitter ?? known?.submitter,
        attributes: { ...known?.attributes, ...batch.attributes },
      }
      for (const id of ids) remember(batches, id, whole, MOST_BATCHES)
    },
    isNew(resultId) {
      if (results.has(resultId)) return false
      remember(results, resultId, true, MOST_RESULTS)
      return true
    },
  }
}

function remember<T>(memory: Map<string, T>, key: string, value: T, most: number): void {
  memory.delete(key)
  memory.set(key, value)
  const oldest = memory.size > most ? memory.keys().next().value : undefined
  if (oldest !== undefined) memory.delete(oldest)
}
