/** Puts a method of our own on one object, as visible to who lists or prints the object as the method was that it replaces. */
export function replaceMethod<Target extends object, Name extends keyof Target>(
  target: Target,
  name: Name,
  method: Target[Name],
): void {
  if (Object.hasOwn(target, name)) {
    target[name] = method
    return
  }
  hidden.value = method
  Object.defineProperty(target, name, hidden)
  hidden.value = undefined
}

/** One descriptor for all: each stream replaces three methods, and this function calls nobody who could come between. */
const hidden: PropertyDescriptor = { value: undefined, configurable: true, enumerable: false, writable: true }
