/** Set in the environment of a process whose scenarios are played twice: the second time against the answers of the first. */
export const CACHED_PLAY = 'MATRIX_CACHED'

type Run<Stage> = (stage: Stage) => unknown

/**
 * Keeps the answers of each scenario to itself: scenarios ask the same and are answered differently.
 *
 * @returns undefined in a process whose scenarios are played once
 */
export async function cachedPlay(): Promise<(<Stage>(name: string, run: Run<Stage>) => Run<Stage>) | undefined> {
  if (process.env[CACHED_PLAY] === undefined) return undefined
  const { withCacheControl } = await import('@costspan/guard')
  return (name, run) => (stage) => withCacheControl({ vary: { scenario: name } }, () => run(stage))
}
