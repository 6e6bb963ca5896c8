import type { Answer } from './answer.ts'
import type { Behaviour } from './behaviour.ts'
import type { Exchange } from './exchange.ts'
import { commonHeaders, errorAnswer, hasCredentials, unknownUrl } from './provider-dialect.ts'
import { findHandler, providerOf } from './routes.ts'
import type { ScriptQueue } from './script-queue.ts'
import type { Store } from './store.ts'

/** What a request gets, and the behaviour by which it is sent. */
export interface Decision {
  readonly answer: Answer
  readonly behaviour: Behaviour
  readonly headers: Readonly<Record<string, string>>
}

/** Decides the answer of a request: a scripted error, what the service itself refuses, or the endpoint's answer. */
export function answerRequest(exchange: Exchange, queue: ScriptQueue, store: Store): Decision {
  try {
    const behaviour = queue.take(exchange)
    const answer = answerBy(behaviour, exchange, store)
    return { answer, behaviour, headers: headersOf(exchange, behaviour) }
  } catch (error) {
    // A behaviour with a mistake is the test's fault: it must show up in the test, not stop the server.
    const answer = errorAnswer(providerOf(exchange), exchange, 400, { message: String(error) })
    return { answer, behaviour: {}, headers: headersOf(exchange, {}) }
  }
}

function answerBy(behaviour: Behaviour, exchange: Exchange, store: Store): Answer {
  const provider = providerOf(exchange)
  if (behaviour.status !== undefined && behaviour.status >= 400) {
    return errorAnswer(provider, exchange, behaviour.status, behaviour.error)
  }
  const handler = findHandler(exchange)
  if (handler === undefined) return unknownUrl(provider, exchange)
  if (!hasCredentials(exchange)) return errorAnswer(provider, exchange, 401, {})
  return handler(exchange, behaviour, store)
}

function headersOf(exchange: Exchange, behaviour: Behaviour): Record<string, string> {
  return {
    ...commonHeaders(providerOf(exchange), exchange),
    ...(behaviour.retryAfterSeconds !== undefined && {
      'retry-after': String(behaviour.retryAfterSeconds),
    }),
    ...(behaviour.retryAfterMillis !== undefined && {
      'retry-after-ms': String(behaviour.retryAfterMillis),
    }),
    ...behaviour.headers,
  }
}
