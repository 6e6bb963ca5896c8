import type { PriceBook } from '@costspan/cost/prices'
import type { CallRecord } from '../ledger/call-record.ts'
import type { Appended, Ledger } from '../ledger/ledger.ts'
import type { Verdict } from '../ledger/verdict.ts'
import { appendBatches } from './append-batches.ts'
import { coveredDays } from './covered-days.ts'
import { IngestError } from './ingest-error.ts'
import type { IngestFormat } from './ingest-format.ts'
import { INGEST_FORMATS } from './ingest-formats.ts'
import { type ImportRow, readRows } from './read/read-rows.ts'

/** How a file is ingested. */
export interface IngestOptions {
  readonly book: PriceBook
  /** Its format; by default told from the names of its columns or keys. */
  readonly format?: IngestFormat
  readonly batchRows?: number
  readonly onProgress?: (soFar: Appended) => void
}

/** What became of a file. */
export interface Ingested extends Appended {
  readonly format: string
  /** Rows of a usage report that tell of days whose calls the ledger has from elsewhere: not added. */
  readonly covered: number
  /** Outcomes and evaluations that the ledger did not have; absent where there were none. */
  readonly verdicts?: number
  /** Rows that make no sense: not added. */
  readonly rejected: number
  /** What is wrong with the first of them. */
  readonly problems: readonly string[]
}

const MOST_PROBLEMS = 5

/**
 * Adds the calls of a file's text to a ledger.
 *
 * Rejects with an `IngestError` when nobody knows its format; a row that makes no sense is counted and the rest goes on.
 */
export async function ingestFile(
  chunks: AsyncIterable<string>,
  ledger: Pick<Ledger, 'append' | 'appendVerdicts' | 'series'>,
  options: IngestOptions,
): Promise<Ingested> {
  const { book, format: given, ...batches } = options
  const problems: string[] = []
  const verdicts: Verdict[] = []
  let [format, rejected, covered] = [given, 0, 0]

  async function* calls(): AsyncGenerator<CallRecord> {
    let isCovered: ((call: CallRecord) => boolean) | undefined
    for await (const read of readRows(chunks)) {
      if (format === undefined && 'row' in read) format = formatOf(read.row)
      if (format?.isUsageReport === true) isCovered ??= await coveredDays(ledger, format.name)
      try {
        if ('problem' in read) throw new TypeError(read.problem)
        for (const call of format?.calls(read.row, book, read.text) ?? []) {
          if (isCovered?.(call) === true) covered += 1
          else yield call
        }
        verdicts.push(...(format?.verdicts?.(read.row, read.text) ?? []))
      } catch (error) {
        rejected += 1
        const reason = error instanceof Error ? error.message : String(error)
        if (problems.length < MOST_PROBLEMS) problems.push(`line ${read.line}: ${reason}`)
      }
    }
  }

  const appended = await appendBatches(ledger, calls(), batches)
  if (format === undefined) throw new IngestError(problems[0] ?? 'it is empty')
  const added = verdicts.length === 0 ? 0 : await ledger.appendVerdicts(verdicts)
  return { ...appended, ...(added > 0 && { verdicts: added }), format: format.name, covered, rejected, problems }
}

function formatOf(row: ImportRow): IngestFormat {
  const names = new Set(Object.keys(row))
  const format = INGEST_FORMATS.find((each) => each.recognises(names))
  if (format !== undefined) return format
  const known = INGEST_FORMATS.map(({ name }) => name).join(', ')
  throw new IngestError(
    `its columns (${[...names].slice(0, 12).join(', ').slice(0, 200)}) are of no format that is known: ${known}`,
  )
}
