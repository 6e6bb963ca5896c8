import type { Attributes } from '@opentelemetry/api'

/** What a parameter must be to become an attribute. A lone string counts as a list where a list is wanted. */
export type ParameterKind = 'number' | 'string' | 'strings' | 'true'

/** The name of a parameter, or the names on the way to one that is inside another. */
export type ParameterPath = string | readonly string[]

/** Rows of attribute, path of the parameter, kind. The first row that finds a value for an attribute wins. */
export type RequestTable = readonly (readonly [attribute: string, path: ParameterPath, kind: ParameterKind])[]

/** Writes the attributes that `table` names from the parameters of a call. Wrongly typed parameters are left out. */
export function writeRequest(attributes: Attributes, table: RequestTable, params: unknown): void {
  for (const [attribute, path, kind] of table) {
    const value = asAttribute(dig(params, path), kind)
    if (value !== undefined) attributes[attribute] ??= value
  }
}

/** The value at a path, or undefined where the path ends early. */
export function dig(root: unknown, path: ParameterPath): unknown {
  if (typeof path === 'string') return propertyOf(root, path)
  return path.reduce<unknown>(propertyOf, root)
}

/** Parameters are the application's: behind a property may be a getter, or a Proxy, that throws. */
function propertyOf(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  try {
    return (value as Record<string, unknown>)[key]
  } catch {
    return undefined
  }
}

type RequestAttribute = string | number | boolean | string[]

function asAttribute(value: unknown, kind: ParameterKind): RequestAttribute | undefined {
  if (value === undefined || value === null) return undefined
  if (kind === 'strings') {
    if (typeof value === 'string') return [value]
    return Array.isArray(value) && value.every((each) => typeof each === 'string') ? [...value] : undefined
  }
  if (kind === 'true') return value === true ? true : undefined
  return (kind === 'number' && typeof value === 'number') || (kind === 'string' && typeof value === 'string')
    ? value
    : undefined
}
