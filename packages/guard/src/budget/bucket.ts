import { createHash } from 'node:crypto'
import type { CostContext } from '@costspan/cost'
import { remember } from '../remember.ts'
import { type Budget, type BudgetLimit, UNATTRIBUTED } from './budget.ts'

/** The part of a budget that a call falls into: one user's, one team's, one user's of one feature. */
export interface Bucket {
  /** In the keys of counters: a hash, because ids of people do not belong into the keys of a store. */
  readonly hash: string
  /** The values, for people who read a refusal. */
  readonly scope: Readonly<Record<string, string>>
  /** Whether a value is missing. */
  readonly isUnattributed: boolean
}

/** Whether a call falls under a budget. `unattributed` in `match` stands for calls without the value. */
export function matches({ match }: Budget, context: CostContext): boolean {
  return match.every(([dimension, value]) => (context[dimension] ?? UNATTRIBUTED) === value)
}

/** The bucket of a call. Calls without a value share a bucket of their own: to say nothing is no way past a budget. */
export function bucketOf({ dimensions }: Budget, context: CostContext): Bucket {
  if (dimensions.length === 0) return WHOLE
  const values = dimensions.map((dimension) => context[dimension])
  return {
    // A missing value is not the text "unattributed", which a user may be called.
    hash: hashOf(values.map((value) => value ?? null)),
    scope: Object.fromEntries(dimensions.map((dimension, index) => [dimension, values[index] ?? UNATTRIBUTED])),
    isUnattributed: values.includes(undefined),
  }
}

/** The limit of a call's bucket; undefined when it has none. */
export function limitOf(limit: BudgetLimit, bucket: Bucket, context: CostContext): bigint | undefined {
  if (bucket.isUnattributed && limit.unattributed !== undefined) return limit.unattributed
  if (limit.byTier.size === 0) return limit.amount
  if (context.tier !== undefined) return limit.byTier.get(context.tier) ?? limit.amount
  // Whoever hides his tier must not gain by it.
  return limit.unattributed ?? lowest([...limit.byTier.values(), ...(limit.amount === undefined ? [] : [limit.amount])])
}

const WHOLE: Bucket = { hash: '-', scope: {}, isUnattributed: false }

/** The digits of a hash that keep two buckets apart for certain: 128 bits. */
const HASH_LENGTH = 22

export function hashOf(values: readonly (string | null)[]): string {
  return hashOfText(JSON.stringify(values))
}

const hashOfText = remember((text) => createHash('sha256').update(text).digest('base64url').slice(0, HASH_LENGTH))

function lowest(amounts: readonly bigint[]): bigint | undefined {
  return amounts.reduce<bigint | undefined>(
    (least, each) => (least === undefined || each < least ? each : least),
    undefined,
  )
}
