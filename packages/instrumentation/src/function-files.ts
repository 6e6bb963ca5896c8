import type { Provider } from './provider.ts'

/** A file of a package that has nothing but one function in it, which makes a call. */
export interface FunctionFile {
  readonly module: string
  /** From the package's name on: `@huggingface/inference/dist/esm/tasks/nlp/chatCompletion.js`. */
  readonly path: string
  /** Undefined for a file that has classes, as an entry has. */
  readonly functionName: string | undefined
}

/** The files in which a provider has the functions that make its calls; most have methods of classes instead. */
export function functionFiles(provider: Provider): readonly FunctionFile[] {
  const { module, functionFolders = [], innerFiles = [], operations } = provider
  const functions = functionFolders.flatMap((folder) =>
    operations.map(({ method }) => ({ module, path: `${module}/${folder}/${method}.js`, functionName: method })),
  )
  return [...functions, ...innerFiles.map((file) => ({ module, path: `${module}/${file}`, functionName: undefined }))]
}
