type Method = (this: unknown, ...args: unknown[]) => unknown

/** Functions that stand for another, so that none is replaced twice where two ways lead to the same class. */
const replacements = new WeakSet<object>()

/**
 * Replaces the method at `path`, a dotted path from a module's exports, by what `replace` makes of it.
 *
 * Gives the way back, or undefined where there is no such method. A method that another tool has wrapped is wrapped again,
 * not unwrapped, as the shimmer of OpenTelemetry would do.
 */
export function patchMethod(
  moduleExports: unknown,
  path: string,
  replace: (original: Method) => Method,
): (() => void) | undefined {
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
  replacements.add(replacement)
  target[name] = replacement
  return () => {
    if (target[name] === replacement) target[name] = original
  }
}

function propertyOf(owner: unknown, key: string): unknown {
  return (typeof owner === 'object' && owner !== null) || typeof owner === 'function'
    ? Reflect.get(owner, key)
    : undefined
}
