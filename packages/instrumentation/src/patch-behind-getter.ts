import { diag } from '@opentelemetry/api'

/** Getters that stand for another, so that none is wrapped twice. */
const wrapped = new WeakSet<object>()

/**
 * Meets a class that its package does not export, when the getter `name` of `owner` first gives an instance of it: only then
 * does `patchClass` get its prototype. To ask the getter ourselves would make the application's object before its time.
 *
 * Gives the way back, or undefined where there is no such getter.
 */
export function patchBehindGetter(
  owner: object,
  name: string,
  patchClass: (prototype: unknown) => (() => void) | undefined,
): (() => void) | undefined {
  const descriptor = Object.getOwnPropertyDescriptor(owner, name)
  const get = descriptor?.get
  if (descriptor === undefined || get === undefined) return undefined
  if (wrapped.has(get)) return () => {}

  let undo: (() => void) | undefined
  let isPatched = false
  const wrapper = function (this: unknown): unknown {
    const value: unknown = Reflect.apply(get, this, [])
    if (!isPatched && typeof value === 'object' && value !== null) {
      isPatched = true
      try {
        undo = patchClass(Object.getPrototypeOf(value))
      } catch (problem) {
        diag.warn(`costspan: the calls behind ${name} are not metered`, problem)
      }
    }
    return value
  }
  wrapped.add(wrapper)
  Object.defineProperty(owner, name, { ...descriptor, get: wrapper })
  return () => {
    undo?.()
    if (Object.getOwnPropertyDescriptor(owner, name)?.get === wrapper) Object.defineProperty(owner, name, descriptor)
  }
}
