import type { FakeProvider } from '@costspan-test/fake-provider'
import type { TortureAdapter } from './adapter.ts'

/** One thing that breaks limits. */
export interface TortureCase {
  /** A letter, as in the table of results. */
  readonly id: string
  readonly what: string
  readonly expected: string
  run(adapter: TortureAdapter, provider: FakeProvider): Promise<readonly TortureResult[]>
}

export interface TortureResult {
  /** The SDK, where there are several. */
  readonly through?: string
  readonly passed: boolean
  /** What happened, in figures. */
  readonly found: string
}

export const DOLLAR_A_DAY = { limit: '$1.00', per: 'day' } as const

export function usd(amount: number | undefined): string {
  return amount === undefined ? 'not told' : `$${amount.toFixed(6)}`
}
