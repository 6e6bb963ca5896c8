import type { IncomingHttpHeaders } from 'node:http'
import { checkedText, isTagKey } from './checked-cost-context.ts'
import type { CostContext } from './cost-context.ts'
import { COST_FIELD_ATTRIBUTES, isCostField, type CostField } from './cost-fields.ts'
import { warnOnce } from './warn-once.ts'

/** What all web frameworks have in common that matters here. */
export interface RequestWithHeaders {
  readonly headers: IncomingHttpHeaders
}

/**
 * Where a value of the cost context comes from: a fixed text, a header, or a function of the request. A header is what its
 * sender says; name one only when a gateway of your own sets it.
 */
export type RequestValue<Request> = string | { readonly header: string } | ((request: Request) => string | undefined)

/** The source of each value of the cost context; a value that is undefined or empty is left out. */
export type RequestCostSources<Request> = {
  readonly [Field in CostField]?: RequestValue<Request> | undefined
} & {
  readonly tags?: Readonly<Record<string, RequestValue<Request>>> | undefined
}

interface Source {
  readonly path: string
  readonly read: (request: RequestWithHeaders) => unknown
  readonly put: (into: Fields, value: string) => void
}

type Fields = { -readonly [Field in CostField]?: string } & { tags: Record<string, string> }

/**
 * Makes the function that reads a request's cost context. It never throws: what a source cannot tell stays unattributed,
 * and the operator is told once.
 *
 * @throws TypeError when a source is wrong in itself
 */
export function requestCostReader<Request extends RequestWithHeaders>(
  sources: RequestCostSources<Request>,
  owner: string,
): (request: Request) => CostContext {
  const all = sourcesOf(sources, owner)
  return (request) => {
    const fields: Fields = { tags: {} }
    for (const source of all) {
      const value = valueOf(source, request)
      if (value !== undefined) source.put(fields, value)
    }
    return fields
  }
}

function valueOf({ path, read }: Source, request: RequestWithHeaders): string | undefined {
  try {
    const value = read(request)
    if (typeof value === 'string') return value === '' ? undefined : value
    if (value !== undefined && value !== null)
      warnOnce(`${path} must give a string or undefined, got a ${typeof value}`)
  } catch (error) {
    warnOnce(`${path} threw, so that requests stay unattributed`, error)
  }
  return undefined
}

function sourcesOf({ tags = {}, ...fields }: RequestCostSources<never>, owner: string): readonly Source[] {
  const ofFields = Object.entries<unknown>(fields)
    .filter(([, value]) => value !== undefined)
    .map(([field, value]): Source => {
      const path = `${owner}: ${field}`
      if (!isCostField(field)) {
        throw new TypeError(`${path} is unknown; expected ${Object.keys(COST_FIELD_ATTRIBUTES).join(', ')} or tags`)
      }
      return { path, read: readerOf(value, path), put: (into, text) => void (into[field] = text) }
    })
  const ofTags = Object.entries<unknown>(tags).map(([tag, value]): Source => {
    const path = `${owner}: tags.${tag}`
    if (!isTagKey(tag)) throw new TypeError(`${path} must have a key of 1 to 64 letters, digits, "_", "-" or "."`)
    return { path, read: readerOf(value, path), put: (into, text) => void (into.tags[tag] = text) }
  })
  return [...ofFields, ...ofTags]
}

/** A function takes the requests of its framework, which are those that it will be given. */
function readerOf(value: unknown, path: string): (request: RequestWithHeaders) => unknown {
  if (typeof value === 'function') return value as (request: RequestWithHeaders) => unknown
  if (typeof value === 'object' && value !== null && 'header' in value) {
    const header = checkedText(value.header, `${path}.header`).toLowerCase()
    return ({ headers }) => headers[header]
  }
  if (typeof value !== 'string')
    throw new TypeError(`${path} must be a string, { header } or a function, got ${String(value)}`)
  const text = checkedText(value, path)
  return () => text
}
