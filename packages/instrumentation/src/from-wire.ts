import type { Operation } from './provider.ts'

/**
 * An operation that reads what is on the wire. Most do; some read what their SDK makes of it, which is the same with other names:
 * `billedUnits` for `billed_units`.
 */
export function fromWire(operation: Operation): Operation {
  if (operation.wireCase !== 'snake') return operation
  return {
    ...operation,
    maxOutputTokens: (params) => operation.maxOutputTokens?.(camelCased(params)),
    prompt: (params) => operation.prompt?.(camelCased(params)) ?? { texts: [params], overheadTokens: 0 },
    response: (answer, params) => operation.response(camelCased(answer), camelCased(params)),
    ...(operation.fold && {
      fold(params) {
        const fold = operation.fold?.(camelCased(params))
        if (fold === undefined) throw new TypeError('an operation folds always or never')
        return { ...fold, add: (item) => fold.add(camelCased(item)) }
      },
    }),
  }
}

function camelCased(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelCased)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, each]) => [camelCase(key), camelCased(each)] as const)
  return Object.fromEntries(entries)
}

function camelCase(key: string): string {
  return key.replace(/_([a-z\d])/g, (_, letter: string) => letter.toUpperCase())
}
