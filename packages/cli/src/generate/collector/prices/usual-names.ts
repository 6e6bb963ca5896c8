import { SNAPSHOT_SUFFIX } from './name-patterns.ts'

/**
 * Usual names: those by which a provider's API answers most calls, though its price file has only a pattern for them, such as
 * `claude-sonnet-4-5-20250929` for `claude-sonnet-4-5*`. A collector finds a name in a microsecond and a pattern in ten to two
 * hundred, so that the table has the names, too.
 */
export interface UsualNames {
  readonly provider: string
  /** The texts of its patterns. */
  readonly literals: readonly string[]
  /** All that any provider calls a model: resellers tell the dates of snapshots. */
  readonly known: readonly string[]
}

/** What Bedrock writes behind nearly all ids: https://docs.aws.amazon.com/bedrock/latest/userguide/models-supported.html (read 2026-11-22). */
const REVISIONS: Readonly<Record<string, readonly string[]>> = { aws: ['-v1:0', '-v2:0', ':0'] }

const SNAPSHOT = new RegExp(`^(?:${SNAPSHOT_SUFFIX}){1,3}$`)

export function usualNames({ provider, literals, known }: UsualNames): readonly string[] {
  const bare = known.map((name) => name.slice(name.lastIndexOf('/') + 1))
  const snapshots = literals.flatMap((literal) =>
    bare.filter((name) => name.startsWith(literal) && SNAPSHOT.test(name.slice(literal.length))),
  )
  const revised = literals.flatMap((literal) => (REVISIONS[provider] ?? []).map((revision) => `${literal}${revision}`))
  return [...new Set([...snapshots, ...revised])]
}
