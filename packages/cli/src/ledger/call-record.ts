/**
 * A call: one row of the ledger, made from one priced span. Spans around calls (agents, tools, workflows) are not calls,
 * because what they cost is the cost of the calls inside them.
 */
export interface CallRecord {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId: string | undefined
  /** Who told of the call: `otlp`, or the tool whose export it was read from. */
  readonly origin: string
  /** How many calls the row stands for: 1; of a row of a provider's usage report more, of a correction 0. */
  readonly calls: number
  readonly startUnixNano: bigint
  readonly durationMillis: number
  readonly timeToFirstChunkMillis: number | undefined

  readonly service: string | undefined
  /** The version and the commit of the service (`service.version`, `vcs.ref.head.revision`). */
  readonly version: string | undefined
  readonly revision: string | undefined
  readonly operation: string
  readonly provider: string | undefined
  readonly requestModel: string | undefined
  readonly responseModel: string | undefined
  /** The service tier and region that were billed, such as `batch` and `us`. */
  readonly serviceTier: string | undefined
  readonly region: string | undefined
  readonly temperature: number | undefined
  readonly maxTokens: number | undefined
  /** Tells versions of a system prompt apart without its text. */
  readonly promptHash: string | undefined
  /** Why the provider's cache did not have a prompt that it could have had, such as `tool_order`. */
  readonly promptBreak: string | undefined
  /** What that cost, in whole nano-USD. */
  readonly promptLostNanoUsd: number | undefined
  readonly finishReasons: readonly string[]
  readonly errorType: string | undefined
  readonly attemptKind: string | undefined
  /** 0 for the first attempt, 1 when the call was retried once. */
  readonly attemptIndex: number

  readonly status: CostStatus
  readonly unpricedReason: string | undefined
  /** What the call cost; `undefined` when that is not known, which is not 0. */
  readonly nanoUsd: bigint | undefined
  /** The same by token class; they add up to it, and are all 0 where it is not known. */
  readonly parts: CostParts
  /** What attempts without an answer may have cost beyond `nanoUsd`, at the most. */
  readonly atRiskNanoUsd: bigint
  readonly priceVersion: string | undefined
  readonly tokens: CallTokens
  /** How much of the input was retrieved context, from 0 to 1. */
  readonly retrievalShare: number | undefined
  /** What that context cost: a share of the input's cost and not beside it. */
  readonly retrievalNanoUsd: bigint
  /** How much of the retrieved context repeats what is in another part of it, from 0 to 1. */
  readonly retrievalOverlap: number | undefined
  /** `exact`, `semantic` or `miss`, where a response cache was asked. */
  readonly cacheResult: string | undefined
  /** What an answer from a cache, a cheaper model or a batch saved. */
  readonly savedNanoUsd: bigint
  /** By which means, such as `exact`, `downgrade` or `batch`. */
  readonly savedKind: string | undefined
  /** The means of saving that the call was made for, such as `semantic` of an embedding: then its cost is what saving cost. */
  readonly overheadKind: string | undefined

  readonly feature: string | undefined
  readonly user: string | undefined
  readonly session: string | undefined
  readonly team: string | undefined
  readonly tenant: string | undefined
  readonly tier: string | undefined
  readonly run: string | undefined
  readonly conversation: string | undefined
  readonly agent: string | undefined
}

/** What a call cost by what was paid for, in nano-USD. */
export interface CostParts {
  readonly input: bigint
  readonly output: bigint
  readonly cacheRead: bigint
  readonly cacheWrite: bigint
  readonly reasoning: bigint
  readonly audio: bigint
  readonly image: bigint
  readonly tool: bigint
  readonly request: bigint
}

/**
 * How well the cost of a call is known: its usage was reported by the provider, or estimated on our side; it was sent and
 * nothing came back (`unobserved`); there is no price for it; or its usage contradicts itself. A call that `failed` was
 * refused, or failed in a way that providers do not bill: that costs nothing.
 */
export type CostStatus = 'reported' | 'estimated' | 'unobserved' | 'unpriced' | 'invalid' | 'failed'

/** Totals, and their parts: cache reads and writes are in `input`, reasoning is in `output`. */
export interface CallTokens {
  readonly input: number
  readonly output: number
  readonly cacheRead: number
  readonly cacheWrite: number
  readonly reasoning: number
}
