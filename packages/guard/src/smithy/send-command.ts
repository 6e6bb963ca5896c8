import { activeCostContext } from '@costspan/cost'
import type { StreamFold } from '@costspan/instrumentation/providers'
import type { Settlement } from '../guard.ts'
import { admitCall } from '../http/admit-call.ts'
import { attempt } from '../http/attempt.ts'
import type { Answer } from '../http/answer-reader.ts'
import type { CallGuard } from '../http/call-guard.ts'
import { inBackground } from '../http/in-background.ts'
import type { BodyEnd } from '../http/observe-body.ts'
import { mayBeBilled } from '../http/send-failure.ts'
import { settlementOf } from '../http/settle-answer.ts'
import type { WireCall } from '../http/wire-call.ts'
import { quotaError } from './quota-error.ts'

/** What a handler of the AWS SDK resolves to: the parsed output, and the HTTP response that it came with. */
export interface Exchange {
  readonly output: Readonly<Record<string, unknown>>
  readonly response?: { readonly headers?: Readonly<Record<string, string>> }
}

const UNOBSERVED: Settlement = { nanoUsd: undefined, inputTokens: 0, outputTokens: 0, outcome: 'unobserved' }

/** Sends one attempt of a command if the guard admits it, and settles it when its answer is over. */
export async function sendCommand(
  callGuard: CallGuard,
  call: WireCall,
  send: () => Promise<Exchange>,
): Promise<Exchange> {
  const { guard, prices, estimator } = callGuard
  const atMillis = Date.now()
  // A command is sent as it was serialised before: what would change it, a cheaper model or a shorter answer, is left out.
  const asIs = { ...callGuard, router: undefined, options: { ...callGuard.options, trimOutput: false } }
  const decision = await admitCall(asIs, call, activeCostContext() ?? {}, atMillis)
  if (decision.decision === 'deny') throw quotaError(decision.refusal)
  const { reservation } = decision
  const settle = (answer: Answer, end: BodyEnd): void => {
    const booked = (settlement: Settlement): void => inBackground(() => guard.settle(reservation, settlement))
    const pricing = { prices, estimator, atMillis }
    if (!attempt(() => (settlementOf(call, answer, end, pricing, booked), true), false)) booked(UNOBSERVED)
  }

  let exchange: Exchange
  try {
    exchange = await send()
  } catch (error) {
    const { $metadata } = error as { readonly $metadata?: { readonly httpStatusCode?: number } }
    const isAnswered = ($metadata?.httpStatusCode ?? 0) >= 400
    const isFree = isAnswered || !mayBeBilled(error)
    inBackground(() => (isFree ? guard.release(reservation) : guard.settle(reservation, UNOBSERVED)))
    throw error
  }
  if (call.streams) {
    const watchedExchange = withWatchedStream(exchange, call, settle)
    if (watchedExchange === undefined) inBackground(() => guard.settle(reservation, UNOBSERVED))
    return watchedExchange ?? exchange
  }
  const response = attempt(() => call.operation?.response(answerOf(exchange), call.body) ?? {}, {})
  settle({ ...UNREAD, response, hasFinalUsage: response.usage !== undefined }, 'complete')
  return exchange
}

/** The answer in the form in which the provider's description reads it: that of InvokeModel is text inside of an answer. */
function answerOf({ output, response }: Exchange): unknown {
  const { body } = output
  if (!(body instanceof Uint8Array)) return output
  try {
    return { body: JSON.parse(Buffer.from(body).toString()) as unknown, headers: response?.headers ?? null }
  } catch {
    return { headers: response?.headers ?? null }
  }
}

/** Undefined where the answer has no stream. */
function withWatchedStream(
  exchange: Exchange,
  call: WireCall,
  settle: (answer: Answer, end: BodyEnd) => void,
): Exchange | undefined {
  const key = 'stream' in exchange.output ? 'stream' : 'body'
  const items = exchange.output[key] as AsyncIterable<unknown> | undefined
  if (items?.[Symbol.asyncIterator] === undefined) return undefined
  return { ...exchange, output: { ...exchange.output, [key]: watched(items, call, settle) } }
}

/** The same items, read when they are asked for. A stream that nobody begins to read keeps its hold until that expires. */
async function* watched(
  items: AsyncIterable<unknown>,
  { operation, body }: WireCall,
  settle: (answer: Answer, end: BodyEnd) => void,
): AsyncGenerator {
  const fold = attempt(() => operation?.fold?.(body), undefined)
  let end: BodyEnd = 'left'
  try {
    for await (const item of items) {
      attempt(() => fold?.add(item), undefined)
      yield item
    }
    end = 'complete'
  } finally {
    settle(fold === undefined ? UNREAD : attempt(() => answerIn(fold), UNREAD), end)
  }
}

/** What is known of an answer of which nothing could be read. */
const UNREAD: Answer = { response: {}, hasFinalUsage: false, generatedText: '', fingerprint: '' }

function answerIn(fold: StreamFold<unknown>): Answer {
  return {
    response: fold.response(),
    hasFinalUsage: fold.hasFinalUsage(),
    generatedText: fold.generatedText(),
    fingerprint: '',
  }
}
