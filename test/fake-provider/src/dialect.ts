import type { Answer } from './answer.ts'
import type { Behaviour } from './behaviour.ts'
import type { Exchange } from './exchange.ts'
import type { Store } from './store.ts'

/** Answers one endpoint. */
export type Handler = (exchange: Exchange, behaviour: Behaviour, store: Store) => Answer

/** How one provider speaks: where its endpoints are, and what all its answers have in common. */
export interface Dialect {
  /** Whether a request is for this provider. */
  readonly speaks: (exchange: Exchange) => boolean
  readonly handler: (exchange: Exchange) => Handler | undefined
  /** The headers that every answer has. */
  readonly headers: (exchange: Exchange) => Readonly<Record<string, string>>
  /** An error in the provider's own format. */
  readonly error: (exchange: Exchange, status: number, override: Behaviour['error']) => Answer
  /** The answer of an address where there is nothing. */
  readonly unknownUrl: (exchange: Exchange) => Answer
  /** True where no key is asked for. */
  readonly isOpen?: true
}

/** An error as JSON, which is how all providers write theirs. */
export function errorJson(status: number, value: unknown): Answer {
  return { status, body: { kind: 'json', value }, served: [] }
}
