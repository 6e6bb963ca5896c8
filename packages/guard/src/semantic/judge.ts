import { diag } from '@opentelemetry/api'
import { within } from '../failure/within.ts'
import { runAsOverhead } from './run-as-overhead.ts'

/** Two questions that differ in words that no list knows, and the answer of the one that was answered. */
export interface JudgedPair {
  readonly asked: string
  readonly known: string
  readonly answer: string
}

/**
 * Whether the answer to a known question answers the one that is asked, such as by a small model. It is not asked about questions that differ in a
 * number, a negation, a time or the like: no judge can make those the same. It runs as overhead of the semantic cache.
 */
export type Judge = (pair: JudgedPair) => Promise<boolean>

/** Asks the judge. One that fails, or takes too long, has not said yes. */
export async function judgedSame(judge: Judge | undefined, pair: JudgedPair, timeoutMillis: number): Promise<boolean> {
  if (judge === undefined) return false
  try {
    return await within(
      runAsOverhead(() => judge(pair)),
      timeoutMillis,
      'the judge of the semantic cache',
    )
  } catch (problem) {
    diag.debug('costspan: the judge of the semantic cache failed', problem)
    return false
  }
}
