import type { LedgerDimension, LedgerReader, Selection, SpendGroup } from '../ledger/ledger.ts'
import type { VerdictScope } from '../ledger/verdict.ts'

/** So many ids fit into one question. */
const MOST_IDS = 1_000
/** What was recorded in a window may have begun before it. */
const LEAD_MILLIS = 7 * 86_400_000

/** Which calls something was said of. */
export interface Subject {
  readonly by: VerdictScope
  readonly id: string
}

/**
 * What the calls of subjects cost, told apart by further dimensions. Calls from up to seven days before the window count: what
 * was said in it may be about them.
 *
 * @returns for each subject, by its `subjectKey`, its groups with the dearest first
 */
export async function subjectCosts(
  ledger: LedgerReader,
  subjects: readonly Subject[],
  selection: Selection,
  by: readonly LedgerDimension[],
): Promise<ReadonlyMap<string, readonly SpendGroup[]>> {
  const { fromMillis } = selection
  const window = fromMillis === undefined ? selection : { ...selection, fromMillis: fromMillis - LEAD_MILLIS }
  const found = new Map<string, SpendGroup[]>()
  for (const [scope, own] of Map.groupBy(subjects, (subject) => subject.by)) {
    const ids = [...new Set(own.map(({ id }) => id))]
    for (let from = 0; from < ids.length; from += MOST_IDS) {
      const where = { ...window.where, [scope]: ids.slice(from, from + MOST_IDS) }
      for (const group of await ledger.sum({ ...window, where, by: [scope, ...by] })) {
        const key = subjectKey({ by: scope, id: group.key[scope] ?? '' })
        found.set(key, [...(found.get(key) ?? []), group])
      }
    }
  }
  return found
}

/** What tells a subject from all others. */
export function subjectKey({ by, id }: Subject): string {
  return `${by} ${id}`
}
