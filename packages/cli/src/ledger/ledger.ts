import type { CallRecord, CostParts } from './call-record.ts'
import type { CapturedDay } from './captured-day.ts'
import type { TimeStep } from './time-step.ts'
import type { Verdict, VerdictQuestion } from './verdict.ts'

/**
 * A ledger: every LLM call that was seen, once. Reports, the dashboard and reconciliation ask it typed questions, so that
 * they give the same numbers over a file on this machine, the memory of this process, or a server that holds the same calls.
 */
export interface Ledger extends LedgerReader {
  /**
   * Adds calls; one that the ledger has already (by trace and span id) is not added again. When the promise resolves the
   * calls survive the end of the process; before that, all of them or none do.
   */
  append(calls: readonly CallRecord[]): Promise<Appended>
  /** Adds verdicts that the ledger does not have yet; resolves with how many those were. */
  appendVerdicts(verdicts: readonly Verdict[]): Promise<number>
  /** Remembers what was captured of days; what was known of the same days is replaced. */
  recordCaptures(days: readonly CapturedDay[]): Promise<void>
  /** Drops the rows of calls that began before the hour of an instant. Their hourly sums stay, without users and sessions. */
  forgetBefore(untilMillis: number): Promise<Forgotten>
  /** Writes the calls of a selection into a Parquet file, in the order of time. */
  exportParquet(file: string, selection?: Selection): Promise<{ readonly rows: number }>
  /** Lets the file go. Nothing may be asked afterwards. */
  close(): Promise<void>
}

/** What can be asked. A ledger that only reads (a metrics server) is one of these. */
export interface LedgerReader {
  /** What can be asked of a source that does not know all that a ledger knows; absent where everything can. */
  readonly knows?: SourceKnowledge
  /**
   * Adds up calls, one group for each combination of the dimensions in `by`, dearest first; one group of all without `by`.
   * There is no group for what nobody did, so that the answer about an empty selection is empty.
   */
  sum<Name extends SumName = SumName>(question?: SumQuestion<Name>): Promise<readonly SpendGroup<Name>[]>
  /** The same for each minute, hour or UTC day, in the order of time. Steps without calls are left out. */
  series<Name extends SumName = SumName>(question: SeriesQuestion<Name>): Promise<readonly SpendStep<Name>[]>
  /** How many different values a dimension has among calls; those that have none are no value. */
  countNames(dimension: LedgerDimension, selection?: Selection): Promise<number>
  /** How a measure is distributed over single calls. Those where it is not known are not counted. */
  spread(question: SpreadQuestion): Promise<readonly Spread[]>
  /** Single calls, newest first. */
  rows(question?: RowsQuestion): Promise<readonly CallRecord[]>
  /** What was said of calls after they were made, in the order of time; absent where the source cannot tell. */
  verdicts?(question: VerdictQuestion): Promise<readonly Verdict[]>
  /** What was captured of UTC days, of those that were reconciled; absent where the source cannot tell. */
  captures?(fromDay: string, toDay: string): Promise<readonly CapturedDay[]>
  /** When the first call began, and the last, and since when single rows are kept; `undefined` while there is none. */
  extent(): Promise<Extent | undefined>
}

/**
 * What a source can tell. A question about anything else is refused with a `LedgerError`: what is not known is not 0. Sums that
 * it does not know are 0 in its answers, and are not to be shown.
 */
export interface SourceKnowledge {
  /** What the source is, for people: `Prometheus`. */
  readonly source: string
  readonly dimensions: ReadonlySet<LedgerDimension>
  readonly sums: ReadonlySet<keyof SpendSum>
  /** Whether it can tell how a measure is distributed over calls, and show single ones. */
  readonly hasCalls: boolean
}

/** What a call can be told apart by. `model` is the model that answered, else the one that was asked for. */
export const LEDGER_DIMENSIONS = [
  'feature',
  'user',
  'session',
  'team',
  'tenant',
  'tier',
  'run',
  'conversation',
  'agent',
  'service',
  'version',
  'revision',
  'provider',
  'model',
  'requestModel',
  'operation',
  'serviceTier',
  'region',
  'status',
  'unpricedReason',
  'finishReason',
  'errorType',
  'attemptKind',
  'cacheResult',
  'savedKind',
  'overheadKind',
  'promptHash',
  'promptBreak',
  'priceVersion',
  'origin',
  'traceId',
  'spanId',
] as const
/** One of these. */
export type LedgerDimension = (typeof LEDGER_DIMENSIONS)[number]

/** Which calls. Without a bound there is none; `fromMillis` is in the window, `toMillis` is not. */
export interface Selection {
  /** Milliseconds since 1970, as in `Date`. */
  readonly fromMillis?: number
  readonly toMillis?: number
  /** By dimension, any of these values; `undefined` among them means the calls that have none. */
  readonly where?: Readonly<Partial<Record<LedgerDimension, readonly (string | undefined)[]>>>
}

/** Which calls to add up, and by what to tell them apart. */
export interface SumQuestion<Name extends SumName = SumName> extends Selection {
  readonly by?: readonly LedgerDimension[]
  /** The sums that are needed: a few take a tenth of the time of all. Others may be missing. Default: all. */
  readonly only?: readonly Name[]
  /** At most so many groups. */
  readonly limit?: number
}

/** Which calls to add up for each step of time. Days are those of UTC. */
export interface SeriesQuestion<Name extends SumName = SumName> extends Selection {
  /** Minutes are added up from single calls; of those that were forgotten, the whole hour is at its beginning. */
  readonly step: TimeStep
  readonly by?: readonly LedgerDimension[]
  /** The sums that are needed; others may be missing. Default: all. */
  readonly only?: readonly Name[]
  /** Groups that never cost more than this in a step, in nano-USD, are of no interest and may be left out. Default: none. */
  readonly aboveNanoUsd?: bigint
}

/** What is measured of a call; `outputPerInput` is its output tokens for each input token, tokens per second are of output. */
export const MEASURES = [
  'nanoUsd',
  'inputTokens',
  'outputTokens',
  'outputPerInput',
  'durationMillis',
  'timeToFirstChunkMillis',
  'tokensPerSecond',
  'maxTokens',
  'retrievalShare',
  'retrievalOverlap',
  'promptLostNanoUsd',
  'attemptIndex',
] as const
/** One of these. Money is nano-USD, time milliseconds. */
export type Measure = (typeof MEASURES)[number]

/** Of which calls, and of what, the distribution is asked. */
export interface SpreadQuestion extends Selection {
  readonly of: Measure
  /** Shares from 0 to 1, such as 0.95: the least value that so many of the calls do not exceed. */
  readonly quantiles?: readonly number[]
  readonly by?: readonly LedgerDimension[]
}

/** Which single calls, in which order, and how many. */
export interface RowsQuestion extends Selection {
  /** Calls whose cost is not known come last among the dearest. */
  readonly order?: 'newest' | 'oldest' | 'dearest'
  /** Default: 100. */
  readonly limit?: number
  /** How many to leave out before the first. Default: 0. */
  readonly offset?: number
}

/** The value of each dimension that was asked for; one that the calls do not have is missing. */
export type GroupKey = Readonly<Partial<Record<LedgerDimension, string>>>

/** What calls add up to. Money is whole nano-USD; tokens are whole. */
export interface SpendSum {
  readonly calls: number
  /** Calls whose cost is known, be it 0. */
  readonly pricedCalls: number
  /** Calls without a price, or with usage that contradicts itself: not in `nanoUsd`. */
  readonly unpricedCalls: number
  readonly estimatedCalls: number
  /** Calls that were sent and brought no usage back: see `atRiskNanoUsd`. */
  readonly unobservedCalls: number
  /** Calls that ended with an error, whether or not they were billed. */
  readonly failedCalls: number
  readonly retriedCalls: number
  readonly fallbackCalls: number
  /** Calls that a response cache was asked about, and those it answered. */
  readonly cacheLookups: number
  readonly cacheHits: number
  /** Calls that told why they finished, and those that were cut off by their output limit. */
  readonly finishedCalls: number
  readonly truncatedCalls: number

  readonly nanoUsd: bigint
  /** The same by token class; they add up to it. */
  readonly parts: CostParts
  readonly atRiskNanoUsd: bigint
  readonly savedNanoUsd: bigint
  /** What retries, and what calls to a fallback, cost: in `nanoUsd`. */
  readonly retriedNanoUsd: bigint
  readonly fallbackNanoUsd: bigint
  /** What retrieved context cost: a share of the input's cost. */
  readonly retrievalNanoUsd: bigint

  /** Totals as billed. */
  readonly inputTokens: number
  readonly outputTokens: number
  /** Parts of the input. */
  readonly cacheReadTokens: number
  readonly cacheWriteTokens: number
  /** Part of the output. */
  readonly reasoningTokens: number
  readonly durationMillis: number
}

/** The name of one of the sums. */
export type SumName = keyof SpendSum

/** What the calls of one group add up to. */
export type SpendGroup<Name extends SumName = SumName> = Pick<SpendSum, Name> & { readonly key: GroupKey }

/** What the calls of one group add up to in one step of time. */
export type SpendStep<Name extends SumName = SumName> = SpendGroup<Name> & {
  /** When the step begins. */
  readonly atMillis: number
}

/** How a measure is distributed over the calls of one group that have it. */
export interface Spread {
  readonly key: GroupKey
  readonly calls: number
  readonly mean: number
  readonly min: number
  readonly max: number
  /** In the order of the question. */
  readonly quantiles: readonly number[]
}

/** From when to when a ledger has calls. Milliseconds since 1970. */
export interface Extent {
  readonly firstMillis: number
  readonly lastMillis: number
  /** Single rows are kept from here on; earlier calls are hourly sums. */
  readonly rowsFromMillis: number
  readonly rows: number
}

/** What became of calls that were to be added. */
export interface Appended {
  readonly added: number
  /** Calls that the ledger had already. */
  readonly known: number
  /** Calls from before the rows that are kept, which cannot be told from those that are counted already: not added. */
  readonly late: number
}

/** What was dropped. */
export interface Forgotten {
  readonly rows: number
}
