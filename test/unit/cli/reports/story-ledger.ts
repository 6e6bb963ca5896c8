import { NO_PARTS, createLedger, type CallRecord, type MemoryLedger } from '@costspan/cli'
import { madeCall } from '../../../support/made-call.ts'

const HOUR = 3_600_000
export const DAY = 24 * HOUR
/** A Monday. */
export const NOW = Date.UTC(2026, 2, 30)
export const HOSTILE_USER = `<script>alert(1)</script>|**x**\u001b[31m${'a'.repeat(10_000)}`

/** Eight weeks of a support chat, and two teams besides; amounts with odd nano-dollars, so that nothing is rounded unseen. */
export function storyLedger(): MemoryLedger {
  const ledger = createLedger()
  for (let hour = 0; hour < 56 * 24; hour += 2) {
    const atMillis = NOW - 56 * DAY + hour * HOUR
    add(ledger, atMillis, { feature: 'chat', team: 'support', user: `user-${hour % 7}`, session: `s-${hour % 11}` })
    add(ledger, atMillis, { feature: 'search', team: 'search', user: HOSTILE_USER, tier: 'pro' }, 40_000_003n)
  }
  return ledger
}

function add(ledger: MemoryLedger, atMillis: number, given: Partial<CallRecord>, nanoUsd = 1_000_000_007n): void {
  const output = nanoUsd / 4n
  ledger.addCall(
    madeCall({
      startUnixNano: BigInt(atMillis) * 1_000_000n,
      nanoUsd,
      parts: { ...NO_PARTS, input: nanoUsd - output, output },
      tokens: { input: 1_000, output: 100, cacheRead: 0, cacheWrite: 0, reasoning: 0 },
      finishReasons: ['stop'],
      ...given,
    }),
  )
}
