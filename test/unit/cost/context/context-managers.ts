import { createRequire } from 'node:module'
import { context, type ContextManager } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { afterAll, beforeAll } from 'vitest'

interface ManagerModule {
  readonly AsyncLocalStorageContextManager: new () => ContextManager
}

const sdk2 = createRequire(new URL('../../../otel-sdk-2/package.json', import.meta.url))

/** What carries contexts in an application: the two lines of the SDK, or nothing before telemetry is set up. */
export const CONTEXT_MANAGERS: readonly { readonly name: string; readonly create: () => ContextManager | undefined }[] =
  [
    { name: 'SDK 3', create: () => new AsyncLocalStorageContextManager() },
    {
      name: 'SDK 2',
      create: () => {
        const { AsyncLocalStorageContextManager: Manager } = sdk2('@opentelemetry/context-async-hooks') as ManagerModule
        return new Manager()
      },
    },
    { name: 'no context manager', create: () => undefined },
  ]

/** Registers a context manager for the tests of a file or a suite. */
export function useContextManager(
  create: () => ContextManager | undefined = () => new AsyncLocalStorageContextManager(),
): void {
  beforeAll(() => {
    const manager = create()
    if (manager !== undefined) context.setGlobalContextManager(manager.enable())
  })
  afterAll(() => context.disable())
}
