import { type Dialect, errorJson, type Handler } from '../dialect.ts'
import { requestId } from '../request-id.ts'

/** What a service that has its API under a path of its own says for itself. */
export interface CompatibleService {
  /** Such as `/groq`. */
  readonly prefix: string
  /** Endpoints by method and path without the prefix. */
  readonly handlers: Readonly<Record<string, Handler>>
  readonly error: (status: number, message: string) => unknown
  /** True of a service that anybody who reaches it may call. */
  readonly isOpen?: true
}

/** The dialect of a service that differs from others in its endpoints and errors alone. */
export function compatibleDialect({ prefix, handlers, error, isOpen }: CompatibleService): Dialect {
  return {
    speaks: ({ path }) => path.startsWith(`${prefix}/`),
    handler: ({ method, path }) => handlers[`${method} ${path.slice(prefix.length)}`],
    headers: (exchange) => ({ 'x-request-id': requestId(exchange) }),
    error: (_exchange, status, override) =>
      errorJson(status, error(status, override?.message ?? `The service answered ${status}.`)),
    unknownUrl: ({ method, path }) => errorJson(404, error(404, `no such address: ${method} ${path}`)),
    ...(isOpen && { isOpen }),
  }
}
