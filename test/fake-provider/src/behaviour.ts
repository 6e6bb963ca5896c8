import { isObject } from './json.ts'
import { NO_USAGE, type ServedUsage } from './served-usage.ts'

/** A call of one of the request's tools, as the model would make it. */
export interface ToolCall {
  readonly name: string
  readonly arguments: Readonly<Record<string, unknown>>
}

/**
 * How the next answer differs from the default one. All fields are optional; `{}` is the default answer.
 * A behaviour is data, so that it can travel in the `x-fake` header or in `POST /_fake/script`.
 */
export interface Behaviour {
  /** Answers with this error status (400 and above) in the provider's error format. */
  readonly status?: number
  /** Replaces fields of the error, also of the one that `errorAfterChunks` sends. */
  readonly error?: {
    readonly type?: string
    readonly code?: string
    readonly message?: string
    readonly param?: string
  }
  /** One entry an attempt of the same logical call: a status (200 is the default answer) or a behaviour; the last one repeats. */
  readonly attempts?: readonly (number | Behaviour)[]
  readonly retryAfterSeconds?: number
  readonly retryAfterMillis?: number
  /** Added to the response's headers. */
  readonly headers?: Readonly<Record<string, string>>
  /**
   * `reset`: the connection is reset before headers. `never`: no answer until the client gives up.
   * `malformed`: half a JSON text with status 200, or a broken event. `empty`: 204 without a body.
   */
  readonly fault?: 'reset' | 'never' | 'malformed' | 'empty'
  /** Destroys the connection after this many chunks with content. */
  readonly cutAfterChunks?: number
  /** Sends the provider's error event after this many chunks with content, and ends the stream. */
  readonly errorAfterChunks?: number
  /** Whether the provider charges for this call, where that is not obvious; see `bill.ts` for the defaults. */
  readonly billed?: boolean
  readonly firstByteDelayMillis?: number
  /** Waits before each chunk with content. */
  readonly chunkDelayMillis?: number
  /** The model that the response names, and that is billed. */
  readonly model?: string
  /** The service tier that the response names, and that is billed. */
  readonly serviceTier?: string
  /** In the endpoint's own words: `length`, `max_tokens`, `content_filter`, `max_output_tokens`, ... */
  readonly finishReason?: string
  readonly text?: string
  /** Into how many chunks each text is cut; by default one a token. */
  readonly chunks?: number
  readonly refusal?: string
  /** Text of a thinking block or of a reasoning summary. */
  readonly reasoning?: string
  readonly toolCalls?: readonly ToolCall[]
  /** What was done and is billed; fields that are left out are derived from the request. */
  readonly usage?: Partial<ServedUsage>
  /** Replaces the usage object on the wire as it is (`null` for none) and leaves the bill alone. */
  readonly rawUsage?: unknown
  /** Responses API only: the response ends with status `failed` and this error. */
  readonly failed?: { readonly code: string; readonly message: string }
  /** Anthropic only: where inference ran. */
  readonly inferenceGeo?: string
}

type Check = (value: unknown) => boolean

const isNumber: Check = (value) => typeof value === 'number' && Number.isFinite(value) && value >= 0
const isCount: Check = (value) => Number.isSafeInteger(value) && isNumber(value)
const isText: Check = (value) => typeof value === 'string'

const CHECKS: Readonly<Record<keyof Behaviour, Check>> = {
  status: (value) => isCount(value) && Number(value) >= 200 && Number(value) <= 599,
  error: isObject,
  attempts: (value) => Array.isArray(value) && value.length > 0,
  retryAfterSeconds: isNumber,
  retryAfterMillis: isNumber,
  headers: (value) => isObject(value) && Object.values(value).every(isText),
  fault: (value) => ['reset', 'never', 'malformed', 'empty'].includes(String(value)),
  cutAfterChunks: isCount,
  errorAfterChunks: isCount,
  billed: (value) => typeof value === 'boolean',
  firstByteDelayMillis: isNumber,
  chunkDelayMillis: isNumber,
  model: isText,
  serviceTier: isText,
  finishReason: isText,
  text: isText,
  chunks: (value) => isCount(value) && Number(value) > 0,
  refusal: isText,
  reasoning: isText,
  toolCalls: (value) => Array.isArray(value) && value.every((call) => isObject(call) && isText(call['name'])),
  usage: (value) => isObject(value) && Object.entries(value).every(([key, count]) => key in NO_USAGE && isCount(count)),
  rawUsage: () => true,
  failed: (value) => isObject(value) && isText(value['code']) && isText(value['message']),
  inferenceGeo: isText,
}

/**
 * Checks a behaviour that came as data.
 *
 * @throws {TypeError} naming the key that is unknown or has a wrong value, so that a typing error in a test is seen.
 */
export function parseBehaviour(value: unknown): Behaviour {
  if (!isObject(value)) throw new TypeError(`behaviour: expected an object, got ${JSON.stringify(value)}`)
  for (const [key, entry] of Object.entries(value)) {
    if (!isKnownKey(key)) throw new TypeError(`behaviour.${key}: no such key`)
    if (!CHECKS[key](entry)) throw new TypeError(`behaviour.${key}: unexpected value ${JSON.stringify(entry)}`)
  }
  return value
}

/** What holds for one attempt (0 is the first one) of a logical call. */
export function behaviourOfAttempt(behaviour: Behaviour, attempt: number): Behaviour {
  const { attempts, ...rest } = behaviour
  if (attempts === undefined) return behaviour
  const own = attempts[Math.min(attempt, attempts.length - 1)]
  if (own === undefined) return rest
  return { ...rest, ...(typeof own === 'number' ? { status: own } : parseBehaviour(own)) }
}

function isKnownKey(key: string): key is keyof Behaviour {
  return key in CHECKS
}
