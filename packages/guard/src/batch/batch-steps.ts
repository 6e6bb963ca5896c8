import { randomUUID } from 'node:crypto'
import type { BatchJournal, JournalEntry } from './batch-journal.ts'
import type { BatchBudget } from './batch-budget.ts'
import type { BatchOutcome, BatchProvider } from './batch-provider.ts'
import { eachInTurn } from './each-in-turn.ts'
import { readForNobody, readForSubmitters, type Submitter } from './submitter-context.ts'

/** What each step works with. */
export interface BatchWork {
  readonly provider: BatchProvider
  readonly journal: BatchJournal
  /** Undefined where there are no budgets. */
  readonly budget: BatchBudget | undefined
}

/** Hands in all that waits: a batch for each model, because OpenAI takes no two in one file, and for each limit of size. */
export async function submitWaiting(work: BatchWork, mostRequests: number): Promise<void> {
  const { provider, journal } = work
  const byModel = grouped(await admitted(work), ({ body: { model } }) => model)
  const most = Math.min(mostRequests, provider.maxRequests)
  let refusal: { readonly problem: unknown } | undefined
  for (const entries of [...byModel.values()].flatMap((all) => chunksOf(all, most, provider.maxBytes))) {
    const submissionId = randomUUID()
    // Written first: a process that ends now leaves a trace of what may have arrived.
    journal.submitting(
      entries.map(({ customId }) => customId),
      submissionId,
      Date.now(),
    )
    try {
      journal.submitted(submissionId, await provider.submit(entries, submissionId))
    } catch (problem) {
      if (!wasRefused(problem)) throw problem
      journal.lost(submissionId)
      // What is wrong with one batch keeps none of the others back.
      refusal ??= { problem }
    }
  }
  if (refusal !== undefined) throw refusal.problem
}

/** Those that may be handed in. Budgets are asked once for each; what they refuse is done, without an answer. */
async function admitted({ journal, budget }: BatchWork): Promise<readonly JournalEntry[]> {
  const entries = journal.in('waiting')
  if (budget === undefined) return entries
  for (const entry of entries) {
    if (entry.reservation !== undefined) continue
    const { customId } = entry
    const admission = await budget.admit(entry)
    // At once: what a process holds that ends now is held for a day, and settled only by who knows of it.
    if ('refusal' in admission) journal.done([{ customId, error: admission.refusal }])
    else journal.reserved(customId, admission.reservation)
  }
  return journal.in('waiting')
}

/** An answer with a status of 4xx says that nothing was taken; after anything else the batch may be there. */
function wasRefused(problem: unknown): boolean {
  const status: unknown = typeof problem === 'object' && problem !== null ? Reflect.get(problem, 'status') : undefined
  return typeof status === 'number' && status >= 400 && status < 500
}

function chunksOf(
  entries: readonly JournalEntry[],
  mostRequests: number,
  mostBytes: number,
): readonly JournalEntry[][] {
  const chunks: JournalEntry[][] = []
  let bytes = Infinity
  for (const entry of entries) {
    const size = Buffer.byteLength(JSON.stringify(entry.body)) + BYTES_AROUND
    const last = chunks.at(-1)
    if (last === undefined || last.length >= mostRequests || bytes + size > mostBytes) {
      chunks.push([entry])
      bytes = size
    } else {
      last.push(entry)
      bytes += size
    }
  }
  return chunks
}

/** What a line of a batch has around the parameters. */
const BYTES_AROUND = 200

/** Finds out about submissions of which nobody knows whether they arrived. Those that did not wait again. */
export async function findLost({ provider, journal }: BatchWork): Promise<void> {
  const submissions = grouped(journal.in('submitting'), (entry) => entry.submissionId ?? '')
  await eachInTurn(submissions, async ([submissionId, entries]) => {
    const customIds = entries.map(({ customId }) => customId)
    const lost = { submissionId, atMillis: entries[0]?.submittedAtMillis ?? 0, customIds }
    // Who looks for a batch may read the results of others, and those of its own are counted when they are read as such.
    const found = await readForNobody(() => provider.find(lost))
    if (found === 'none') journal.lost(submissionId)
    else if (found !== 'unknown') journal.submitted(submissionId, found.batchId)
  })
}

/** Reads the results of batches that are over, each for who asked for it. */
export async function readResults({ provider, journal, budget }: BatchWork): Promise<void> {
  const batches = grouped(journal.in('submitted'), (entry) => entry.batchId ?? '')
  await eachInTurn(batches, async ([batchId, entries]) => {
    const customIds = entries.map(({ customId }) => customId)
    const outcomes = await readForSubmitters(submittersOf(entries), () => provider.results(batchId, customIds))
    if (outcomes === undefined) return
    const answered = new Map(outcomes.map((outcome) => [outcome.customId, outcome]))
    const known = entries.map((entry): readonly [JournalEntry, BatchOutcome] => {
      const { customId } = entry
      return [entry, answered.get(customId) ?? { customId, error: 'the batch ended without a result for it' }]
    })
    for (const [entry, outcome] of known) await budget?.settle(entry, outcome)
    journal.done(known.map(([, outcome]) => outcome))
  })
}

function submittersOf(entries: readonly JournalEntry[]): ReadonlyMap<string, Submitter> {
  return new Map(entries.map(({ customId, submitter }) => [customId, submitter]))
}

function grouped<Key>(
  entries: readonly JournalEntry[],
  keyOf: (entry: JournalEntry) => Key,
): ReadonlyMap<Key, readonly JournalEntry[]> {
  const groups = new Map<Key, JournalEntry[]>()
  for (const entry of entries) {
    const key = keyOf(entry)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [entry])
    else group.push(entry)
  }
  return groups
}
