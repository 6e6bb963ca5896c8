/** How far the clock of a provider may be from ours. */
export const CLOCK_SKEW_MILLIS = 60_000

/**
 * Whether the newest batches, of which a page has so many at most, have all that were made since. A submission that may be behind
 * a full page must not be taken for lost, and handed in again.
 */
export function reachesBack(createdMillis: readonly number[], pageSize: number, sinceMillis: number): boolean {
  return createdMillis.length < pageSize || createdMillis.some((each) => each < sinceMillis - CLOCK_SKEW_MILLIS)
}
