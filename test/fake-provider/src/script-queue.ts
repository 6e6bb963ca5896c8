import { type Behaviour, behaviourOfAttempt, parseBehaviour } from './behaviour.ts'
import { type Exchange, requestedModel } from './exchange.ts'
import { isObject, objectAt, stringAt } from './json.ts'

/** Which requests a scripted behaviour is for; what is left out matches all. */
export interface RequestMatch {
  /** The path contains this. */
  readonly path?: string
  readonly model?: string
  /** Headers with exactly these values, names in lower case. */
  readonly headers?: Readonly<Record<string, string>>
}

export interface ScriptQueue {
  /** Queues one behaviour a request; one with `attempts` is for as many requests. */
  readonly push: (behaviours: readonly Behaviour[], match: RequestMatch) => void
  /** What holds for a request: what it brings itself, or else the first match in the queue, which is taken out. */
  readonly take: (exchange: Exchange) => Behaviour
}

export function createScriptQueue(defaults: Behaviour): ScriptQueue {
  const queue: { readonly behaviour: Behaviour; readonly match: RequestMatch }[] = []
  return {
    push(behaviours, match) {
      for (const behaviour of behaviours.map(parseBehaviour)) {
        const count = behaviour.attempts?.length ?? 1
        for (let attempt = 0; attempt < count; attempt++) {
          queue.push({ behaviour: behaviourOfAttempt(behaviour, attempt), match })
        }
      }
    },
    take(exchange) {
      const own = behaviourIn(exchange)
      if (own !== undefined) return { ...defaults, ...behaviourOfAttempt(own, exchange.attempt) }
      const index = queue.findIndex(({ match }) => matches(exchange, match))
      const [scripted] = index < 0 ? [] : queue.splice(index, 1)
      return { ...defaults, ...scripted?.behaviour }
    },
  }
}

/** The behaviour that a request carries as JSON: header `x-fake`, or `fake` in the body's `metadata`. */
function behaviourIn(exchange: Exchange): Behaviour | undefined {
  const header = exchange.headers['x-fake']
  const text = typeof header === 'string' ? header : stringAt(objectAt(exchange.body, 'metadata'), 'fake')
  return text === undefined ? undefined : parseBehaviour(JSON.parse(text))
}

function matches(exchange: Exchange, match: RequestMatch): boolean {
  if (match.path !== undefined && !exchange.path.includes(match.path)) return false
  if (match.model !== undefined && requestedModel(exchange) !== match.model) return false
  return Object.entries(match.headers ?? {}).every(([name, value]) => exchange.headers[name] === value)
}

/** Reads the body of `POST /_fake/script`: `{ behaviours, match }`. */
export function parseScript(body: unknown): {
  behaviours: readonly Behaviour[]
  match: RequestMatch
} {
  const behaviours = isObject(body) ? body['behaviours'] : undefined
  if (!Array.isArray(behaviours)) throw new TypeError('script.behaviours: expected an array of behaviours')
  return { behaviours: behaviours.map(parseBehaviour), match: objectAt(body, 'match') ?? {} }
}
