import { randomUUID } from 'node:crypto'
import { diag } from '@opentelemetry/api'
import { unguarded } from '../http/guarded-fetch.ts'
import { batchBudget } from './batch-budget.ts'
import { type JournalEntry, openBatchJournal } from './batch-journal.ts'
import type { BatchProvider } from './batch-provider.ts'
import { type BatchQueueOptions, batchQueueSettings } from './batch-queue-options.ts'
import { BatchRequestError } from './batch-request-error.ts'
import { type BatchWork, findLost, readResults, submitWaiting } from './batch-steps.ts'
import { eachInTurn } from './each-in-turn.ts'
import { activeSubmitter, inNobodysContext } from './submitter-context.ts'

/** One request, with the id under which it is asked once, however often it is added. */
export interface QueuedRequest {
  readonly id: string
  /** The parameters of the call, as the SDK takes them. */
  readonly body: Readonly<Record<string, unknown>>
}

/** A queue in front of a provider's batches. */
export interface BatchQueue {
  /**
   * Adds a request; it is counted for the cost context and the span that are active now. The same id again, also in another
   * process, gives the same answer and asks nothing. The process lives until the answer is there.
   *
   * @returns the answer, in up to a day; rejects with a TypeError when the id was used for another request, and with a
   *   BatchRequestError when there is no answer
   */
  add<Answer = unknown>(request: QueuedRequest): Promise<Answer>
  /** Hands in what waits, now. Rejects with what the provider answers; what was refused waits on. */
  submit(): Promise<void>
  /** Looks for results, now. Rejects with what the provider answers. */
  poll(): Promise<void>
  /**
   * Forgets a result that is no longer needed, so that its id may be used anew.
   *
   * @throws TypeError while the request has no result
   */
  forget(id: string): void
  /**
   * Does what was asked before, stops looking, and lets the journal go. Promises that wait are rejected; their requests stay in
   * the journal.
   */
  close(): Promise<void>
}

/** A listener may be a server of somebody's. */
const DELIVERIES_AT_ONCE = 10

/**
 * Gathers calls that are not urgent into batches, which cost half. What was asked survives the end of the process: open the
 * same journal again, and add the same requests again, or listen with `onResult`.
 *
 * @example
 * ```ts
 * import OpenAI from 'openai'
 * import { createBatchQueue, openaiBatches } from '@costspan/guard'
 *
 * const queue = createBatchQueue(openaiBatches(new OpenAI()), { journal: 'batches.sqlite' })
 * const body = { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Summarise ticket 17.' }] }
 * const answer = await queue.add<OpenAI.ChatCompletion>({ id: 'ticket-17', body })
 * ```
 *
 * @throws TypeError when an option is wrong; Error when another process has the journal
 */
export function createBatchQueue(provider: BatchProvider, options: BatchQueueOptions): BatchQueue {
  const { maxRequests, maxWaitMillis, pollMillis, onResult } = batchQueueSettings(options)
  const journal = openBatchJournal(options.journal)
  // The guard of the process may be set up after the queue.
  const work = (): BatchWork => ({ provider, journal, budget: batchBudget(provider, options.guard) })
  const waiting = new Map<string, Waiting>()
  const timers: Partial<Record<'submit' | 'poll', NodeJS.Timeout>> = {}
  let working: Promise<void> = Promise.resolve()
  let closed: Promise<void> | undefined
  let counts = journal.counts()

  /** One step after the other: two at once would hand in the same requests. */
  const inTurn = (step: () => Promise<void>): Promise<void> => {
    if (closed !== undefined) return Promise.resolve()
    const done = working
      .then(async () => inNobodysContext(() => unguarded(step)))
      .finally(() => {
        counts = journal.counts()
        schedule()
      })
    working = done.catch(() => {})
    return done
  }
  const submit = (): Promise<void> => inTurn(async () => submitWaiting(work(), maxRequests))
  const poll = (): Promise<void> =>
    inTurn(() => eachInTurn([() => findLost(work()), () => readResults(work()), deliverAll], (step) => step()))

  async function deliverAll(): Promise<void> {
    const entries = journal.undelivered()
    for (let at = 0; at < entries.length; at += DELIVERIES_AT_ONCE) {
      const some = entries.slice(at, at + DELIVERIES_AT_ONCE)
      const taken = await Promise.all(some.map(deliver))
      journal.delivered(some.flatMap(({ id }, index) => (taken[index] === true ? id : [])))
    }
  }

  /** Whether everybody who is to be told was. */
  async function deliver(entry: JournalEntry): Promise<boolean> {
    const { id, outcome } = entry
    tellWaiting(entry)
    const { customId: _, ...result } = outcome ?? { customId: '' }
    try {
      await onResult?.({ id, ...result })
      return true
    } catch (problem) {
      diag.warn(`costspan: the listener for results of batches failed on ${id}; it is told again`, problem)
      return false
    }
  }

  function tellWaiting(entry: JournalEntry): void {
    const told = waiting.get(entry.id)
    waiting.delete(entry.id)
    if (told !== undefined) answerOf(entry).then(told.resolve, told.reject)
  }

  async function closeAfterWork(): Promise<void> {
    for (const timer of Object.values(timers)) clearTimeout(timer)
    await working
    for (const [id, { reject }] of waiting) reject(new BatchRequestError(id, 'the queue was closed'))
    waiting.clear()
    journal.close()
  }

  /** Comes back while something waits, is under way, or has not been delivered. */
  function schedule(): void {
    if (closed !== undefined) return
    if (counts.waiting > 0) timers.submit ??= later(maxWaitMillis, 'submit', submit)
    if (counts.open > 0) timers.poll ??= later(pollMillis, 'poll', poll)
  }
  function later(millis: number, name: keyof typeof timers, step: () => Promise<void>): NodeJS.Timeout {
    const timer = setTimeout(() => {
      delete timers[name]
      step().catch(warn)
    }, millis)
    return waiting.size === 0 ? timer.unref() : timer
  }

  schedule()
  return {
    async add<Answer>({ id, body }: QueuedRequest): Promise<Answer> {
      if (closed !== undefined) throw new BatchRequestError(id, 'the queue was closed')
      const known = journal.get(id)
      if (known === undefined) {
        // Not made of the application's own id, which a queue of another process may use too: each finds its own results.
        journal.add({ id, customId: randomUUID(), body, submitter: activeSubmitter() })
        counts = { ...counts, waiting: counts.waiting + 1 }
      } else if (JSON.stringify(known.body) !== JSON.stringify(body)) {
        throw new TypeError(`the id ${id} was used for another request of a batch`)
      }
      if (known?.outcome !== undefined) return (await answerOf(known)) as Answer
      const promise = new Promise<unknown>((resolve, reject) => {
        const before = waiting.get(id)
        waiting.set(id, {
          resolve: (answer) => [before?.resolve, resolve].forEach((each) => each?.(answer)),
          reject: (problem) => [before?.reject, reject].forEach((each) => each?.(problem)),
        })
      })
      for (const timer of Object.values(timers)) timer.ref()
      schedule()
      if (counts.waiting >= maxRequests) submit().catch(warn)
      return (await promise) as Answer
    },
    submit,
    poll,
    forget(id) {
      const known = journal.get(id)
      if (known === undefined) return
      // What it costs would be booked for nobody.
      if (known.outcome === undefined)
        throw new TypeError(`the request ${id} of a batch is not over, and is not forgotten`)
      tellWaiting(known)
      journal.forget(id)
    },
    close: () => (closed ??= closeAfterWork()),
  }
}

interface Waiting {
  resolve(answer: unknown): void
  reject(problem: unknown): void
}

function answerOf({ id, outcome }: JournalEntry): Promise<unknown> {
  if (outcome !== undefined && 'answer' in outcome) return Promise.resolve(outcome.answer)
  return Promise.reject(new BatchRequestError(id, outcome?.error ?? 'it was not answered'))
}

function warn(problem: unknown): void {
  diag.warn('costspan: a batch could not be handed in or read; it is tried again', problem)
}
