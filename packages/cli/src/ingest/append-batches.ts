import type { CallRecord } from '../ledger/call-record.ts'
import type { Appended, Ledger } from '../ledger/ledger.ts'

/** How many calls go into the ledger at once, and who wants to know of it. */
export interface AppendBatchesOptions {
  /** Default: 20,480. More take memory, of two batches at a time; fewer take time. */
  readonly batchRows?: number
  /** Told after each batch what became of all calls so far. */
  readonly onProgress?: (soFar: Appended) => void
}

/** Appends calls as they come. While one batch is being written the next is made, so that both processors have work. */
export async function appendBatches(
  ledger: Pick<Ledger, 'append'>,
  calls: Iterable<CallRecord> | AsyncIterable<CallRecord>,
  { batchRows = 20_480, onProgress }: AppendBatchesOptions = {},
): Promise<Appended> {
  let soFar: Appended = { added: 0, known: 0, late: 0 }
  let underWay: Promise<void> = Promise.resolve()
  const append = async (batch: readonly CallRecord[]): Promise<void> => {
    const { added, known, late } = await ledger.append(batch)
    soFar = { added: soFar.added + added, known: soFar.known + known, late: soFar.late + late }
    onProgress?.(soFar)
  }
  let batch: CallRecord[] = []
  for await (const call of calls) {
    batch.push(call)
    if (batch.length < batchRows) continue
    await underWay
    underWay = append(batch)
    // Its failure is thrown where it is awaited, and must not end the process before that.
    underWay.catch(() => undefined)
    batch = []
  }
  await underWay
  if (batch.length > 0) await append(batch)
  return soFar
}
