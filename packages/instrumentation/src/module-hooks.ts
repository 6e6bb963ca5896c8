import * as nodeModule from 'node:module'
import { isAbsolute } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { diag } from '@opentelemetry/api'
import { hookedFiles, hookedModules } from './hooked-modules.ts'
import { announceImport } from './imported-modules.ts'
import { packageVersion } from './package-version.ts'
import { supportsSyncHooks } from './sync-hooks-support.ts'

let isRegistered = false

/**
 * Lets instrumentations see what is `import`ed, as they see what is `require`d, with no flag of Node's.
 *
 * To patch the methods of classes it is enough to be handed a module's exports once it has run. So one line is added to the
 * entry file of each listed package, and nothing else is looked at: that costs a start-up two milliseconds, where replacing
 * every export by a getter, as import-in-the-middle does, costs twenty.
 *
 * Node versions without hooks in this thread (before 22.22.3 and 24.11.1) use import-in-the-middle in a loader thread. Call
 * this before the application is imported. Calling it again does nothing.
 */
export function registerModuleHooks(include: readonly string[] = hookedModules()): void {
  if (isRegistered) return
  isRegistered = true
  if (supportsSyncHooks(process.versions.node)) registerSyncHooks(new Set(include))
  else registerLoaderThread(include)
}

/** Turbopack, of Next.js 16, links what stays outside of its bundles as `openai-f0ed28f090f94724`, and imports it so. */
const TURBOPACK_HASH = /-[0-9a-f]{16}$/

/** Tools that resolve imports by themselves, such as Vite and Vitest, import a package by the file of its entry. */
function isPath(specifier: string): boolean {
  return specifier.startsWith('file:') || isAbsolute(specifier)
}

/** The package that a file is in: the last folder of packages on the way there. */
function packageInPath(url: string): string | undefined {
  return /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1]
}

/** How the added line finds the way back to us. */
const ANNOUNCE = Symbol.for('costspan.announce_import')

function registerSyncHooks(include: ReadonlySet<string>): void {
  const entries = new Map<string, string>()
  const files = hookedFiles().filter(({ module }) => include.has(module))
  const global = globalThis as { [ANNOUNCE]?: (url: string, exports: object) => void }
  global[ANNOUNCE] = (url, exports) => {
    const name = entries.get(url)
    if (name !== undefined) announceImport({ name, version: packageVersion(fileURLToPath(url), name), exports })
  }
  nodeModule.registerHooks({
    resolve(specifier, context, nextResolve) {
      const resolved = nextResolve(specifier, context)
      const inPath = isPath(specifier)
      const name = inPath ? packageInPath(resolved.url) : specifier.replace(TURBOPACK_HASH, '')
      if (name === undefined || !include.has(name)) return resolved
      const resolveEntry = (): string => nextResolve(name, { ...context, parentURL: resolved.url }).url
      if (!inPath || isEntry(resolved.url, resolveEntry)) entries.set(resolved.url, name)
      return resolved
    },
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context)
      if (loaded.format === 'commonjs' && entries.has(url) && context.conditions.includes('import')) {
        if (loaded.source === undefined || loaded.source === null) return loaded
        return { ...loaded, source: `${sourceText(loaded.source)}\n${commonJsAnnouncement(url)}` }
      }
      if (loaded.format !== 'module') return loaded
      const file = files.find(({ path }) => url.endsWith(`/${path}`))
      if (file !== undefined) entries.set(url, file.module)
      if (!entries.has(url) || loaded.source === undefined) return loaded
      const added = file?.functionName === undefined ? announcement(url) : replacement(url, file.functionName)
      return { ...loaded, source: `${sourceText(loaded.source)}\n${added}` }
    },
  })
}

/** A package that exports no entry, or none under these conditions, has none; its files are loaded all the same. */
function isEntry(url: string, resolveEntry: () => string): boolean {
  try {
    return resolveEntry() === url
  } catch {
    return false
  }
}

/** A module may import itself: its own namespace, which is complete when the added line runs as its last. */
function announcement(url: string): string {
  const quoted = JSON.stringify(url)
  return `import * as costspanExports from ${quoted};globalThis[Symbol.for('costspan.announce_import')]?.(${quoted},costspanExports);`
}

/** A package of CommonJS modules that is imported, as those of AWS are: no hook of `require` sees it. */
function commonJsAnnouncement(url: string): string {
  return `;globalThis[Symbol.for('costspan.announce_import')]?.(${JSON.stringify(url)},module.exports);`
}

/** From inside its module a function can be replaced, for all who have imported it. */
function replacement(url: string, name: string): string {
  const announce = `globalThis[Symbol.for('costspan.announce_import')]?.(${JSON.stringify(url)},costspanExports)`
  return `{const costspanExports={${name}};${announce};({${name}}=costspanExports)}`
}

function sourceText(source: nodeModule.ModuleSource): string {
  return typeof source === 'string' ? source : new TextDecoder().decode(source)
}

/** The copy of import-in-the-middle that OpenTelemetry's instrumentations listen on: another copy would never tell them. */
function registerLoaderThread(include: readonly string[]): void {
  try {
    const requireOwn = nodeModule.createRequire(import.meta.url)
    const requireTheirs = nodeModule.createRequire(requireOwn.resolve('@opentelemetry/instrumentation'))
    const hook = pathToFileURL(requireTheirs.resolve('import-in-the-middle/hook.mjs'))
    nodeModule.register(hook, { data: { include: [...include] } })
  } catch (problem) {
    diag.error('costspan: module hooks could not be registered; only what is required will be metered', problem)
  }
}
