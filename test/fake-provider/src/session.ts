import type { IncomingHttpHeaders } from 'node:http'

import type { Behaviour } from './behaviour.ts'
import { type BillBook, createBillBook } from './bill.ts'
import type { Delivery } from './delivery.ts'
import { createScriptQueue, type ScriptQueue } from './script-queue.ts'
import { createStore, type Store } from './store.ts'

/** One request and how it ended. */
export interface ReceivedRequest {
  readonly sequence: number
  readonly method: string
  readonly path: string
  readonly query: string
  readonly headers: IncomingHttpHeaders
  readonly body: unknown
  readonly attempt: number
  /** Status of the answer; also set when a fault kept it from being sent. */
  readonly status: number
  /** Undefined while the request is being answered. */
  readonly delivery: Delivery | undefined
}

/**
 * Everything that a provider remembers between two resets. A request belongs to the session in which it arrived, so
 * that one which ends after a reset does not appear on the next bill.
 */
export interface Session {
  readonly requests: ReceivedRequest[]
  readonly book: BillBook
  readonly queue: ScriptQueue
  readonly store: Store
  /** How many requests have arrived, also when they are not kept. */
  arrived: number
}

export function createSession(defaults: Behaviour, keepHistory: boolean): Session {
  const book = createBillBook(keepHistory)
  return {
    requests: [],
    book,
    queue: createScriptQueue(defaults),
    store: createStore(book.bill),
    arrived: 0,
  }
}
