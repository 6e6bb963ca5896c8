import type { CapturedDay } from '../../ledger/captured-day.ts'
import type { LedgerReader } from '../../ledger/ledger.ts'
import { DAY_MILLIS } from '../../ledger/time-step.ts'
import { utcDay } from '../../reconcile/statements/utc-day.ts'

/** How much of what a provider billed was metered, over the days that were reconciled. */
export interface Capture {
  readonly provider: string
  readonly firstDay: string
  readonly lastDay: string
  readonly days: number
  readonly meteredNanoUsd: bigint
  /** With the most that attempts without an answer may have cost: with complete metering the bill is not above it. */
  readonly highNanoUsd: bigint
  readonly billedNanoUsd: bigint
  /** Metered over billed; `undefined` where nothing was billed. */
  readonly rate: number | undefined
  /** What would close the rest, by the newest statement. */
  readonly advice: readonly string[]
}

/** Bills are of months, and come late. */
const CAPTURE_DAYS = 30

/** The capture rate of each provider over the last thirty days, of those that `costspan reconcile` has looked at. */
export async function captures(ledger: LedgerReader, toMillis: number): Promise<readonly Capture[]> {
  const days = (await ledger.captures?.(utcDay(toMillis - CAPTURE_DAYS * DAY_MILLIS), utcDay(toMillis))) ?? []
  return [...Map.groupBy(days, ({ provider }) => provider)].map(([provider, own]) => captureOf(provider, own))
}

function captureOf(provider: string, days: readonly CapturedDay[]): Capture {
  const sum = (amountOf: (day: CapturedDay) => bigint): bigint => days.reduce((total, day) => total + amountOf(day), 0n)
  const [meteredNanoUsd, billedNanoUsd] = [sum((day) => day.meteredNanoUsd), sum((day) => day.billedNanoUsd)]
  return {
    provider,
    firstDay: days[0]?.day ?? '',
    lastDay: days.at(-1)?.day ?? '',
    days: days.length,
    meteredNanoUsd,
    highNanoUsd: sum((day) => day.highNanoUsd),
    billedNanoUsd,
    rate: billedNanoUsd === 0n ? undefined : Number(meteredNanoUsd) / Number(billedNanoUsd),
    advice: days.at(-1)?.advice ?? [],
  }
}
