import { patchBehindGetter } from './patch-behind-getter.ts'

type Method = (this: unknown, ...args: unknown[]) => unknown

/** Functions that stand for another, so that none is replaced twice where two ways lead to the same class. */
const replacements = new WeakSet<object>()

/**
 * Replaces the method at `path`, a dotted path from a module's exports, by what `replace` makes of it.
 *
 * Gives the way back, or undefined where there is no such method. A method that another tool has wrapped is wrapped again,
 * not unwrapped, as the shimmer of OpenTelemetry would do. A step that ends in `()` is a getter, behind which stands a class.
 */
export function patchMethod(
  moduleExports: unknown,
  path: string,
  replace: (original: Method) => Method,
): (() => void) | undefined {
  const [toGetter = '', fromClass] = path.split('().')
  if (fromClass !== undefined) return patchGiven(moduleExports, toGetter, fromClass, replace)
  const keys = path.split('.')
  const name = keys.pop() ?? ''
  const owner = keys.reduce(propertyOf, moduleExports)
  const original = propertyOf(owner, name)
  if (typeof original !== 'function') return undefined
  if (replacements.has(original)) return () => {}

  const target = owner as Record<string, unknown>
  const replacement = replace(original as Method)
  Object.defineProperty(replacement, 'name', { value: original.name, configurable: true })
  Object.defineProperty(replacement, 'length', { value: original.length, configurable: true })
  // An export of a module is not ours to replace.
  if (!Reflect.set(target, name, replacement)) return undefined
  replacements.add(replacement)
  return () => {
    if (target[name] === replacement) target[name] = original
  }
}

function patchGiven(
  moduleExports: unknown,
  toGetter: string,
  fromClass: string,
  replace: (original: Method) => Method,
): (() => void) | undefined {
  const keys = toGetter.split('.')
  const name = keys.pop() ?? ''
  const owner = keys.reduce(propertyOf, moduleExports)
  if (typeof owner !== 'object' || owner === null) return undefined
  return patchBehindGetter(owner, name, (prototype) => patchMethod(prototype, fromClass, replace))
}

/**
 * The property `key`. A getter of a prototype, as `Mistral.prototype.chat` that makes the resource at its first use, works on
 * an object of its own, so that what it keeps there is seen by nobody.
 */
function propertyOf(owner: unknown, key: string): unknown {
  return (typeof owner === 'object' && owner !== null) || typeof owner === 'function'
    ? Reflect.get(owner, key, Object.create(owner) as object)
    : undefined
}
