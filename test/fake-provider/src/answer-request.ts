import type { Answer } from './answer.ts'
import type { Behaviour } from './behaviour.ts'
import { dialectOf } from './dialects.ts'
import type { Exchange } from './exchange.ts'
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
    return {
      answer,
      behaviour,
      headers: { ...headersOf(exchange, behaviour), ...answer.headers, ...behaviour.headers },
    }
  } catch (error) {
    // A behaviour with a mistake is the test's fault: it must show up in the test, not stop the server.
    const answer = dialectOf(exchange).error(exchange, 400, { message: String(error) })
    return { answer, behaviour: {}, headers: headersOf(exchange, {}) }
  }
}

function answerBy(behaviour: Behaviour, exchange: Exchange, store: Store): Answer {
  const dialect = dialectOf(exchange)
  if (behaviour.status !== undefined && behaviour.status >= 400) {
    return dialect.error(exchange, behaviour.status, behaviour.error)
  }
  const handler = dialect.handler(exchange)
  if (handler === undefined) return dialect.unknownUrl(exchange)
  if (dialect.isOpen !== true && !hasCredentials(exchange)) return dialect.error(exchange, 401, {})
  return handler(exchange, behaviour, store)
}

/** Any key is accepted, but one must be there. */
function hasCredentials({ headers }: Exchange): boolean {
  return CREDENTIALS.some((name) => headers[name] !== undefined)
}

const CREDENTIALS = ['authorization', 'api-key', 'x-api-key', 'x-goog-api-key'] as const

function headersOf(exchange: Exchange, behaviour: Behaviour): Record<string, string> {
  return {
    ...dialectOf(exchange).headers(exchange),
    ...(behaviour.retryAfterSeconds !== undefined && {
      'retry-after': String(behaviour.retryAfterSeconds),
    }),
    ...(behaviour.retryAfterMillis !== undefined && {
      'retry-after-ms': String(behaviour.retryAfterMillis),
    }),
    ...behaviour.headers,
  }
}
