import type { CallRecord } from './call-record.ts'

/**
 * Retry: a call that was made again to the same model. Fallback: a call to another model, because the first one failed. The kind
 * that a span tells decides, so that a fallback which was itself sent again is a fallback and no retry, and their costs together
 * are never more than the whole. Of a span that tells no kind, whatever was sent more than once is a retry. What either costs is
 * all that its span costs: attempts that are billed and brought no usage are at risk, and in no cost.
 */
export function isRetry({ attemptKind, attemptIndex }: Pick<CallRecord, 'attemptKind' | 'attemptIndex'>): boolean {
  return attemptKind === 'retry' || (attemptKind === undefined && attemptIndex > 0)
}

export function isFallback({ attemptKind }: Pick<CallRecord, 'attemptKind'>): boolean {
  return attemptKind === 'fallback'
}

/** The same as conditions in SQL, over an expression for the kind, which is `''` where none is told, and one for the index. */
export function attemptConditions(
  kind: string,
  index: string,
): { readonly isRetry: string; readonly isFallback: string } {
  return { isRetry: `(${kind} = 'retry' OR (${kind} = '' AND ${index} > 0))`, isFallback: `(${kind} = 'fallback')` }
}
