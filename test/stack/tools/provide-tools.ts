import { goToolPrograms } from './build-go-tool.ts'
import { GO_TOOLS } from './go-tools.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Paths of the programs that the stack tests run, by name. */
    readonly programs: Readonly<Record<string, string>>
  }
}

/** Builds what is not built yet. Vitest runs this before the tests. */
export function setup({
  provide,
}: {
  provide: (key: 'programs', value: Readonly<Record<string, string>>) => void
}): void {
  provide('programs', Object.assign({}, ...GO_TOOLS.map(goToolPrograms)) as Readonly<Record<string, string>>)
}
