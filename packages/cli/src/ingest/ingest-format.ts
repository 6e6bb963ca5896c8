import type { PriceBook } from '@costspan/cost/prices'
import type { CallRecord } from '../ledger/call-record.ts'
import type { Verdict } from '../ledger/verdict.ts'
import type { ImportRow } from './read/read-rows.ts'

/** A format that calls are ingested from: what its rows look like, and what they mean. */
export interface IngestFormat {
  readonly name: string
  /** In one line, for `--help`. */
  readonly summary: string
  /**
   * True for a provider's own report, whose rows stand for many calls: what telemetry told of those days is the same calls,
   * so that they must not be counted twice.
   */
  readonly isUsageReport: boolean
  /** True where a row with these columns or keys is of this format. */
  recognises(names: ReadonlySet<string>): boolean
  /**
   * The calls of a row: none where it is of something that is no call; throws a `TypeError` for values that make no sense.
   *
   * @param text the row as it stood in the file, where it was a line of JSON
   */
  calls(row: ImportRow, book: PriceBook, text: string | undefined): readonly CallRecord[]
  /** The outcomes and evaluations of a row; absent where a format has none. */
  verdicts?(row: ImportRow, text: string | undefined): readonly Verdict[]
}
