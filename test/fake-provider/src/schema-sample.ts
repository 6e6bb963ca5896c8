import { arrayAt, isObject, type JsonObject, numberAt, objectAt, stringAt } from './json.ts'

/** Recursive schemas stop here; deeper values become null. */
const MAX_DEPTH = 12

/** A value that fits a simple JSON schema: objects, arrays, scalars, enums, `anyOf` and local references. */
export function schemaSample(schema: JsonObject): unknown {
  return sample(schema, schema, 0)
}

function sample(schema: JsonObject, root: JsonObject, depth: number): unknown {
  if (depth > MAX_DEPTH) return null
  if ('const' in schema) return schema['const']
  const [firstEnum] = arrayAt(schema, 'enum')
  if (firstEnum !== undefined) return firstEnum
  const reference = stringAt(schema, '$ref')
  if (reference !== undefined) return sample(resolve(root, reference), root, depth + 1)
  const option = [...arrayAt(schema, 'anyOf'), ...arrayAt(schema, 'oneOf'), ...arrayAt(schema, 'allOf')].find(isObject)
  if (option !== undefined) return sample(option, root, depth + 1)
  return sampleOfType(schema, root, depth)
}

function sampleOfType(schema: JsonObject, root: JsonObject, depth: number): unknown {
  const type = stringAt(schema, 'type') ?? arrayAt(schema, 'type')[0] ?? (schema['properties'] ? 'object' : 'string')
  if (type === 'object') {
    const properties = Object.entries(objectAt(schema, 'properties') ?? {})
    return Object.fromEntries(
      properties.map(([key, own]) => [key, isObject(own) ? sample(own, root, depth + 1) : null]),
    )
  }
  if (type === 'array') {
    const item = objectAt(schema, 'items') ?? {}
    return Array.from({ length: numberAt(schema, 'minItems') ?? 1 }, () => sample(item, root, depth + 1))
  }
  if (type === 'integer' || type === 'number') return numberAt(schema, 'minimum') ?? 1
  if (type === 'boolean') return true
  return type === 'null' ? null : 'text'
}

function resolve(root: JsonObject, reference: string): JsonObject {
  const keys = reference.replace(/^#\/?/, '').split('/').filter(Boolean)
  let target: unknown = root
  for (const key of keys) target = isObject(target) ? target[key] : undefined
  return isObject(target) ? target : {}
}
