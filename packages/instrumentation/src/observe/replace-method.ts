/** Puts a method of our own on one object, as visible to who lists or prints the object as the method was that it replaces. */
export function replaceMethod<Target extends object, Name extends keyof Target>(
  target: Target,
  name: Name,
  method: Target[Name],
): void {
  const enumerable = Object.prototype.propertyIsEnumerable.call(target, name)
  Object.defineProperty(target, name, { value: method, configurable: true, enumerable, writable: true })
}
