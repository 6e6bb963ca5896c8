import type { Attributes } from '@opentelemetry/api'
import type { CostParts } from '../prices/cost-parts.ts'
import type { UnpricedReason } from '../prices/price-row.ts'
import type { TokenUsage, UnitUsage } from '../usage/call-usage.ts'

/**
 * How well the cost of a call is known.
 *
 * - `reported`: priced from the usage that the provider told.
 * - `estimated`: priced from tokens that were counted by us, or from a part of the usage.
 * - `unobserved`: sent, and nothing came back; `atRiskNanoUsd` bounds what it may cost.
 * - `unpriced`: used something for which there is no price.
 * - `invalid`: the usage contradicts itself.
 * - `failed`: refused or failed in a way that providers do not bill. It is no status of a cost, so no span carries it.
 */
export type CallStatus = 'reported' | 'estimated' | 'unobserved' | 'unpriced' | 'invalid' | 'failed'

/** A call with what it cost, as cost listeners get it. */
export interface PricedCall {
  readonly status: CallStatus
  readonly operation: string
  readonly provider: string | undefined
  readonly requestModel: string | undefined
  readonly responseModel: string | undefined
  readonly usage: TokenUsage | undefined
  readonly units: UnitUsage | undefined
  /** Nano-USD (1e-9 USD). Undefined where the cost is not known, which is not zero. */
  readonly nanoUsd: bigint | undefined
  /** Nano-USD by class; they sum to `nanoUsd`. */
  readonly parts: CostParts | undefined
  /** Who said what it cost: our prices, or the provider. */
  readonly source: 'local' | 'provider' | undefined
  readonly unpricedReason: UnpricedReason | undefined
  /** What was wrong with the usage, or with a cost that the provider returned. */
  readonly problem: string | undefined
  readonly priceVersion: string | undefined
  /** The provider returned a cost that our prices contradict, so that one of the two is wrong; `problem` has both. */
  readonly hasPriceConflict: boolean
  /** HTTP requests beyond the first. */
  readonly resends: number
  /** What attempts without usage may have cost at the most, beyond `nanoUsd`. Undefined where there are none. */
  readonly atRiskNanoUsd: bigint | undefined
  /** What the provider's prompt cache saved: what was read from it, at the difference to the full price. */
  readonly promptCacheSavedNanoUsd: bigint | undefined
  /** What a cache, a cheaper model, a batch or a shorter prompt saved; the span's `costspan.saved.kind` says which. */
  readonly savedNanoUsd?: bigint | undefined
  /** When the call began, in milliseconds since 1970. */
  readonly startedAtMillis: number
  readonly durationSeconds: number
  /** All attributes of the span, with those of the cost context that it was made in. */
  readonly attributes: Readonly<Attributes>
}
