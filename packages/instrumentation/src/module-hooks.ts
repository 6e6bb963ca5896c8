import { createRequire, register } from 'node:module'
import { pathToFileURL } from 'node:url'
import { diag } from '@opentelemetry/api'
import { hookedModules } from './hooked-modules.ts'

let isRegistered = false

/**
 * Lets instrumentations see what is `import`ed, as they see what is `require`d, with no flag of Node's.
 *
 * The hooks run in this thread and look at the listed packages only, which costs a start-up few milliseconds; on Node
 * versions that cannot do that (before 22.22.3 and 24.11.1) they run in a loader thread, which costs a few hundred.
 * Call it before the application is imported. Calling it again does nothing.
 */
export function registerModuleHooks(include: readonly string[] = hookedModules()): void {
  if (isRegistered) return
  isRegistered = true
  const { resolve, syncHooks } = importInTheMiddle()
  if (syncHooks?.supportsSyncHooks() === true) {
    syncHooks.register({ include: [...include] })
  } else {
    register(pathToFileURL(resolve('import-in-the-middle/hook.mjs')), { data: { include: [...include] } })
  }
}

interface SyncHooks {
  supportsSyncHooks(): boolean
  register(options: { include: string[] }): void
}

/** The copy of import-in-the-middle that OpenTelemetry's instrumentations listen on: another copy would never tell them. */
function importInTheMiddle(): { resolve: (id: string) => string; syncHooks: SyncHooks | undefined } {
  const requireOwn = createRequire(import.meta.url)
  const requireTheirs = createRequire(requireOwn.resolve('@opentelemetry/instrumentation'))
  try {
    return {
      resolve: requireTheirs.resolve,
      syncHooks: requireTheirs('import-in-the-middle/register-hooks.mjs') as SyncHooks,
    }
  } catch (problem) {
    diag.debug('costspan: module hooks of this thread are not available; a loader thread is used', problem)
    return { resolve: requireTheirs.resolve, syncHooks: undefined }
  }
}
