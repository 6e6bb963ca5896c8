/** Collects all garbage. Needs `--expose-gc`. */
export function collectGarbage(): void {
  exposedGc()()
}

/** Collects what was allocated of late, which takes well below a millisecond. Needs `--expose-gc`. */
export function collectYoungGarbage(): void {
  exposedGc()({ type: 'minor' })
}

function exposedGc(): NodeJS.GCFunction {
  if (globalThis.gc === undefined) throw new Error('start node with --expose-gc')
  return globalThis.gc
}
