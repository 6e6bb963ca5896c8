import { formatUsd } from '@costspan/cost/prices'
import type { BudgetUnit } from '../guard.ts'
import type { Refusal } from '../admission/refusal.ts'

/** The key, in headers and bodies, under which a refusal travels through the errors of SDKs. */
export const REFUSAL_HEADER = 'x-costspan-refusal'
const REFUSAL_KEY = 'costspan_refusal'

/** A refusal with the sentence that was said of it. */
export interface ToldRefusal {
  readonly refusal: Refusal
  readonly message: string
}

/** The refusal as plain data: amounts as decimal text, because JSON has no large integers. */
export function refusalData(refusal: Refusal): { readonly [REFUSAL_KEY]: string } {
  const text = JSON.stringify(refusal, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value))
  return { [REFUSAL_KEY]: Buffer.from(text).toString('base64url') }
}

/** What a person reads. It says when to come back in the words by which LangChain knows a limit that no retry lifts. */
export function refusalMessage(refusal: Refusal): string {
  const { budget, scope, window, unit, limit, spent, held, estimate, reason, atMillis, retryAfterSeconds } = refusal
  const whose = Object.entries(scope).map(([key, value]) => `${key} ${value}`)
  const of = whose.length === 0 ? '' : ` of ${whose.join(', ')}`
  const start = `Refused by the budget "${budget}"${of}: ${REASONS[reason]}`
  const amounts =
    limit === undefined
      ? ''
      : ` (${amount(spent, unit)} spent and ${amount(held, unit)} held of ${amount(limit, unit)} per ${window}` +
        `${estimate === undefined ? '' : `, this call at most ${amount(estimate, unit)}`})`
  const end =
    retryAfterSeconds === undefined
      ? ''
      : `; it will reset at ${new Date(wholeSeconds(atMillis) + retryAfterSeconds * 1000).toISOString()}`
  return `${start}${amounts}${end}. Nothing was sent.`
}

/** The seconds to wait are rounded up, so that what they began with is taken off again. */
function wholeSeconds(millis: number): number {
  return Math.floor(millis / 1000) * 1000
}

const REASONS: Readonly<Record<Refusal['reason'], string>> = {
  limit: 'what is left does not cover the call',
  request_cap: 'the call is larger than one request may be',
  feature_disabled: 'the feature is disabled until more is left',
  unknown_price: 'the price of the model is unknown',
  store_unavailable: 'the store of the budget does not answer',
  final_reserve: 'what is left is kept for the last answer of the run',
  loop: 'the same call was made again and again with the same result',
}

function amount(value: bigint, unit: BudgetUnit): string {
  return unit === 'usd' ? formatUsd(value) : `${value} ${unit.replace('_', ' ')}`
}

/** How deep errors wrap errors, and bodies objects, before we give up. */
const DEEPEST = 6

/** Finds a refusal in an error, in what it wraps, or in the headers and bodies that it carries. */
export function readRefusal(error: unknown, depth = 0): ToldRefusal | undefined {
  if (depth > DEEPEST || error === null || error === undefined) return undefined
  if (typeof error === 'string') return fromText(error)
  if (typeof error !== 'object') return undefined
  const own = fromHeaders(error) ?? decoded(Reflect.get(error, REFUSAL_KEY))
  if (own !== undefined) return own
  const { message } = error as { readonly message?: unknown }
  const told = typeof message === 'string' ? fromText(message) : undefined
  if (told !== undefined) return told
  for (const key of ['headers', ...PLACES]) {
    const inner: unknown = Reflect.get(error, key)
    const values: readonly unknown[] = Array.isArray(inner) ? inner : [inner]
    for (const value of values) {
      const found = value === error ? undefined : readRefusal(value, depth + 1)
      if (found !== undefined) return found
    }
  }
  return undefined
}

/** Where the errors of SDKs and frameworks keep an answer, or the error they wrap. */
const PLACES = [
  'error',
  'cause',
  'lastError',
  'errors',
  'response',
  'responseHeaders',
  'responseBody',
  'data',
  'body',
  'rawResponse',
  'details',
  'originalError',
] as const

function fromHeaders(holder: object): ToldRefusal | undefined {
  const { get } = holder as { readonly get?: unknown }
  const value: unknown =
    typeof get === 'function' ? Reflect.apply(get, holder, [REFUSAL_HEADER]) : Reflect.get(holder, REFUSAL_HEADER)
  return decoded(value)
}

/** Some errors have the body only as text, in their message. */
function fromText(text: string): ToldRefusal | undefined {
  return decoded(new RegExp(`${REFUSAL_KEY}\\W+([\\w-]+)`).exec(text)?.[1])
}

/** What of a refusal is an amount. A user may be called "42n". */
const AMOUNTS: ReadonlySet<string> = new Set(['limit', 'spent', 'held', 'estimate', 'left'] satisfies (keyof Refusal)[])

function decoded(value: unknown): ToldRefusal | undefined {
  if (typeof value !== 'string') return undefined
  try {
    const text = Buffer.from(value, 'base64url').toString()
    const refusal = JSON.parse(text, (key, each: unknown) =>
      AMOUNTS.has(key) && typeof each === 'string' && /^-?\d+n$/.test(each) ? BigInt(each.slice(0, -1)) : each,
    ) as Refusal
    return typeof refusal.budget === 'string' ? { refusal, message: refusalMessage(refusal) } : undefined
  } catch {
    return undefined
  }
}
