/** A package that the application has imported, with the exports of its entry. */
export interface ImportedModule {
  readonly name: string
  readonly version: string | undefined
  readonly exports: object
}

type Listener = (imported: ImportedModule) => void

const imported: ImportedModule[] = []
const listeners = new Set<Listener>()

/** Tells all listeners of a package that was imported, those too that come later. */
export function announceImport(module: ImportedModule): void {
  imported.push(module)
  for (const listener of listeners) listener(module)
}

/** Hears of each package that is, or was, imported. Gives the way back. */
export function onImport(listener: Listener): () => void {
  listeners.add(listener)
  for (const module of imported) listener(module)
  return () => {
    listeners.delete(listener)
  }
}
