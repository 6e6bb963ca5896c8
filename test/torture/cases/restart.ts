import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { centCalls } from '../cent-calls.ts'
import { DOLLAR_A_DAY, type TortureCase, usd } from '../torture-case.ts'

/** What was spent before a restart is spent after it. */
export const restart: TortureCase = {
  id: 'e',
  what: 'a restart after three calls of a cent',
  expected: usd(0.03),
  async run(adapter, provider) {
    const folder = await mkdtemp(join(tmpdir(), 'costspan-torture-'))
    const before = await adapter.start(DOLLAR_A_DAY, folder)
    const call = centCalls(before, provider)['openai']
    for (let index = 0; index < 3; index++) await call?.()
    await before.stop()
    const after = await adapter.start(DOLLAR_A_DAY, folder)
    const spent = await after.spentUsd()
    await after.stop()
    await rm(folder, { recursive: true })
    return [{ passed: spent === 0.03, found: usd(spent) }]
  },
}
