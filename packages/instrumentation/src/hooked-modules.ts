import { providers } from './providers.ts'

/** The npm packages whose imports have to be seen: the include list of a module hook. */
export function hookedModules(): string[] {
  return providers.map(({ module }) => module)
}
