import type { BilledApart, BilledModel } from './billed-days.ts'
import type { MeteredModel } from './daily-usage.ts'
import type { Residual } from './residual.ts'

/** What a provider billed against what we metered, with a reason for each difference. Money is nano-USD. */
export interface Reconciliation {
  readonly provider: string
  /** Where the statement was read. */
  readonly statement: string
  /** By how many hours its days are shifted against UTC; 0 where they are not. */
  readonly shiftHours: number
  readonly days: readonly ReconciledDay[]
  /** Over the days that the statement speaks of. */
  readonly meteredNanoUsd: bigint
  /** What was metered, with the most that unobserved attempts may have cost: with complete metering the bill lies between. */
  readonly highNanoUsd: bigint
  /** With what was billed apart from models, which is `apartNanoUsd`. */
  readonly billedNanoUsd: bigint
  readonly apartNanoUsd: bigint
  /** They add up to billed less metered exactly. */
  readonly residuals: readonly Residual[]
  /** What was metered of what was billed, over days that have ended; undefined where nothing was billed. */
  readonly captureRate: number | undefined
}

/** One UTC day of it. */
export interface ReconciledDay {
  readonly day: string
  /** False where the statement does not speak of it: nothing is known, which is not a bill of 0. */
  readonly known: boolean
  /** Whether the day is over, so that both sides have all of it. */
  readonly ended: boolean
  /** Whether the provider no longer restates it. */
  readonly final: boolean
  readonly models: readonly ReconciledModel[]
  readonly apart: readonly BilledApart[]
}

/** One model on one day; money is nano-USD. */
export interface ReconciledModel {
  readonly model: string
  /** Calls whose usage is known. */
  readonly calls: number
  /** Undefined where the statement does not count them. */
  readonly requests: number | undefined
  readonly unpricedCalls: number
  readonly meteredNanoUsd: bigint
  readonly atRiskNanoUsd: bigint
  readonly billedNanoUsd: bigint
  readonly metered: MeteredModel
  readonly billed: BilledModel
  /** They add up to billed less metered exactly. */
  readonly residuals: readonly Residual[]
}
