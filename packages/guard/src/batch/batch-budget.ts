import { diag } from '@opentelemetry/api'
import type { CallResponse } from '@costspan/instrumentation/providers'
import type { Guard, Reservation } from '../guard.ts'
import { estimateCall } from '../estimate/estimate-call.ts'
import { guardOfProcess } from '../http/active-guard.ts'
import { asCallGuard, type CallGuard } from '../http/call-guard.ts'
import { priceAnswer } from '../http/price-answer.ts'
import { recogniseCall } from '../http/recognise-call.ts'
import { refusalMessage } from '../http/refusal-text.ts'
import type { WireCall } from '../http/wire-call.ts'
import type { BatchOutcome, BatchProvider } from './batch-provider.ts'
import type { JournalEntry } from './batch-journal.ts'

/** Holds the requests of batches against budgets, each for who asked for it, as if it were sent by itself. */
export interface BatchBudget {
  /**
   * Asks before a request is handed in.
   *
   * @returns what is to be kept until the result is there, or why it must not be handed in
   */
  admit(entry: JournalEntry): Promise<{ readonly reservation: string } | { readonly refusal: string }>
  /** Books what a request has cost, also where another process has asked. */
  settle(entry: JournalEntry, outcome: BatchOutcome): Promise<void>
}

/** A batch is worked on for a day at the most, and then its results have to be looked for. */
const HOLD_MILLIS = 26 * 3_600_000

/** The budget of a guard, by default of that of the process; undefined where there are no budgets. */
export function batchBudget(provider: BatchProvider, given: Guard | CallGuard | undefined): BatchBudget | undefined {
  const callGuard = given === undefined ? guardOfProcess() : asCallGuard(given)
  if (callGuard === undefined) return undefined
  const { guard, prices } = callGuard
  return {
    async admit(entry) {
      const call = callOf(provider, entry)
      const admission = await guard.admit({
        context: entry.submitter.costContext,
        provider: call?.provider ?? provider.name,
        model: call?.model ?? '',
        operation: call?.operation?.name ?? 'chat',
        holdMillis: HOLD_MILLIS,
        estimate:
          call === undefined
            ? { nanoUsd: undefined, inputTokens: 0, outputTokens: 0 }
            : estimateCall(call, prices, Date.now()),
      })
      return admission.decision === 'allow'
        ? { reservation: reservationText(admission.reservation) }
        : { refusal: refusalMessage(admission.refusal) }
    },
    async settle(entry, outcome) {
      if (entry.reservation === undefined) return
      const reservation = readReservation(entry.reservation)
      const call = callOf(provider, entry)
      // What has no answer was not billed.
      if (!('answer' in outcome)) return guard.release(reservation)
      const response = call === undefined ? {} : responseOf(call, outcome.answer)
      const { usage } = response
      const nanoUsd =
        call === undefined
          ? undefined
          : priceAnswer(
              call,
              { ...response, serviceTier: 'batch' },
              usage,
              false,
              prices,
              entry.submittedAtMillis ?? Date.now(),
            )
      return guard.settle(reservation, {
        nanoUsd,
        inputTokens: usage?.input ?? 0,
        outputTokens: usage?.output ?? 0,
        model: response.model,
        outcome: usage === undefined ? 'unobserved' : 'reported',
      })
    },
  }
}

/** An answer of a form that nobody expects tells nothing, and must not keep the others from who asked for them. */
function responseOf({ operation, body }: WireCall, answer: unknown): CallResponse {
  try {
    return operation?.response(answer, body) ?? {}
  } catch (problem) {
    diag.debug('costspan: an answer of a batch could not be read', problem)
    return {}
  }
}

/** The call that a request would be if it were sent by itself. */
function callOf({ url }: BatchProvider, { body }: JournalEntry): WireCall | undefined {
  const json = JSON.stringify(body)
  return recogniseCall(url, 'POST', { body, bytes: Buffer.byteLength(json), json })
}

/** JSON has no large integers: they are objects with one key. */
function reservationText(reservation: Reservation): string {
  return JSON.stringify(reservation, (_, value: unknown) =>
    typeof value === 'bigint' ? { bigint: `${value}` } : value,
  )
}

function readReservation(text: string): Reservation {
  return JSON.parse(text, (_, value: unknown) => {
    const digits: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'bigint') : undefined
    return typeof digits === 'string' ? BigInt(digits) : value
  }) as Reservation
}
