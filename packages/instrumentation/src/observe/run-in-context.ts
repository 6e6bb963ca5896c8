import { type Context, context } from '@opentelemetry/api'
import { replaceMethod } from './replace-method.ts'

/**
 * Lets a generator work in `callContext`. A generator does nothing before it is read, and then in the context of its reader,
 * so that its requests would belong to no call.
 */
export function runInContext(returned: unknown, callContext: Context): void {
  if (!isGenerator(returned)) return
  for (const name of ['next', 'return', 'throw'] as const) {
    const step = returned[name]
    replaceMethod(returned, name, (...args: [unknown]) => context.with(callContext, step, returned, ...args))
  }
}

function isGenerator(value: unknown): value is AsyncGenerator {
  return Object.prototype.toString.call(value) === '[object AsyncGenerator]'
}
