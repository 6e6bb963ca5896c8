import { type FunctionFile, functionFiles } from './function-files.ts'
import { providers } from './providers.ts'

/** The npm packages whose imports have to be seen: the include list of a module hook. */
export function hookedModules(): string[] {
  return providers.map(({ module }) => module)
}

/** The files inside those packages whose one function is to be replaced. */
export function hookedFiles(): readonly FunctionFile[] {
  return providers.flatMap(functionFiles)
}
