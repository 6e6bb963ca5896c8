import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { compileFunction, createContext, runInContext } from 'node:vm'

/** A package whose code runs in a realm of its own, and the classes of that realm. */
export interface RealmModule {
  readonly exports: unknown
  readonly realm: { readonly Promise: typeof Promise; readonly Error: typeof Error; readonly Object: typeof Object }
}

/**
 * A realm is a set of the language's own classes: another one has another `Promise`, `Error` and `Array`. Test runners such as
 * Jest load an application and its packages into one, and what Node.js itself gives to it comes from outside. This does the same
 * with a package of CommonJS.
 */
export function loadInRealm(name: string): RealmModule {
  const context = createContext({ ...ofNode(), process, console })
  const loaded = new Map<string, { exports: unknown }>()

  const load = (path: string): unknown => {
    const known = loaded.get(path)
    if (known !== undefined) return known.exports
    const module: { exports: unknown } = { exports: runInContext('({})', context) }
    loaded.set(path, module)
    const fromHere = createRequire(path)
    const require = (wanted: string): unknown => {
      const found = fromHere.resolve(wanted)
      return found.startsWith('/') ? load(found) : fromHere(wanted)
    }
    const code = readFileSync(path, 'utf8')
    const run = compileFunction(code, ['exports', 'require', 'module', '__filename', '__dirname'], {
      filename: path,
      parsingContext: context,
    })
    Reflect.apply(run, module.exports, [module.exports, require, module, path, dirname(path)])
    return module.exports
  }

  return {
    exports: load(createRequire(import.meta.url).resolve(name)),
    realm: runInContext('({ Promise, Error, Object })', context) as RealmModule['realm'],
  }
}

/** What every realm of Node.js has from outside. */
function ofNode(): object {
  const names = [
    'fetch',
    'Headers',
    'Request',
    'Response',
    'FormData',
    'Blob',
    'File',
    'URL',
    'URLSearchParams',
    'Buffer',
  ]
  const more = [
    'AbortController',
    'AbortSignal',
    'ReadableStream',
    'TextEncoder',
    'TextDecoder',
    'setTimeout',
    'clearTimeout',
  ]
  const global: Readonly<Record<string, unknown>> = globalThis
  return Object.fromEntries([...names, ...more, 'crypto', 'queueMicrotask'].map((name) => [name, global[name]]))
}
