import type { LlmInstrumentation } from '@costspan/instrumentation'

/** Patches modules that were loaded where nobody sees it, by the names of their packages. */
export function patchModules(
  instrumentations: readonly LlmInstrumentation[],
  modules: Readonly<Record<string, unknown>>,
): void {
  for (const [name, exports] of Object.entries(modules)) {
    const own = instrumentations.filter((each) => each.getConfig().provider.module === name)
    if (own.length === 0) {
      const known = instrumentations.map((each) => each.getConfig().provider.module)
      throw new TypeError(`patch: ${name} is not metered, expected one of ${[...new Set(known)].join(', ')}`)
    }
    for (const each of own) each.patch(exports)
  }
}
