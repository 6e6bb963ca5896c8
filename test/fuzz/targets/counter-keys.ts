import { createGuard, createMemoryStore } from '@costspan/guard'
import fc from 'fast-check'
import { expect } from 'vitest'
import { ask } from '../../unit/guard/ask.ts'
import type { FuzzTarget } from '../fuzz-target.ts'
import { mutatedText } from '../mutated.ts'

const KEPT_UNTIL = Date.UTC(2030, 0)

const key = fc.oneof(mutatedText(['all|day|usd|2026-11-22|-', 'user|hour|tokens|2026-11-22T12:00|abc']), fc.string())

/** A store may hold what another version or another program has written. */
export const counterKeys: FuzzTarget = {
  name: 'counters of a store that nobody knows change no decision and no status',
  property: fc.asyncProperty(fc.array(fc.tuple(key, fc.bigInt(-(10n ** 18n), 10n ** 18n))), async (counters) => {
    const store = createMemoryStore()
    const guard = createGuard({ budgets: [{ name: 'mine', limit: '$1.00', per: 'day' }], store })
    for (const [each, by] of counters) {
      await store.raise({ key: each, by, atMillis: Date.now(), keptUntilMillis: KEPT_UNTIL })
    }
    expect((await ask(guard)).decision).toBe('allow')
    const status = await guard.status()
    expect(status.map(({ budget }) => budget)).toContain('mine')
    await guard.close()
  }),
}
