import { buildReport, createLedger, type MemoryLedger, writeReport } from '@costspan/cli'
import { describe, expect, it } from 'vitest'
import { savingLines } from '../../../../packages/cli/src/reports/period/savings.ts'
import { madeCall } from '../../../support/made-call.ts'

const NOW = Date.UTC(2026, 8, 21, 12)
const startUnixNano = BigInt(NOW - 3_600_000) * 1_000_000n

/** What two features saved and spent in an hour, in nano-USD. */
function savingLedger(): MemoryLedger {
  const ledger = createLedger()
  const call = (given: Parameters<typeof madeCall>[0]) => madeCall({ startUnixNano, ...given })
  const calls = [
    call({ feature: 'qa', savedKind: 'exact', savedNanoUsd: 5_000_000_000n, cacheResult: 'exact' }),
    call({ feature: 'qa', savedKind: 'semantic', savedNanoUsd: 2_000_000_000n, cacheResult: 'semantic' }),
    call({ feature: 'qa', overheadKind: 'semantic', operation: 'embeddings', nanoUsd: 300_000_000n }),
    call({ feature: 'qa', savedKind: 'choice', savedNanoUsd: 900_000_000n, nanoUsd: 100_000_000n }),
    // An answer that was not good enough, and was asked for again: it takes off what the first has cost and claimed.
    call({ feature: 'qa', savedKind: 'choice', savedNanoUsd: -1_000_000_000n, nanoUsd: 1_000_000_000n }),
    call({ feature: 'digest', savedKind: 'batch', savedNanoUsd: 700_000_000n, nanoUsd: 700_000_000n }),
    call({ overheadKind: 'compression', nanoUsd: 50_000_000n }),
    call({ feature: 'plain', nanoUsd: 1_000_000n }),
  ]
  for (const each of calls) ledger.addCall(each)
  return ledger
}

describe('savings', () => {
  it('are told for each feature and means, net of what saving cost', async () => {
    const ledger = savingLedger()
    expect(await savingLines(ledger, {})).toEqual([
      line('qa', 'exact', 5_000_000_000n, 0n),
      line('qa', 'semantic', 2_000_000_000n, 300_000_000n),
      line('digest', 'batch', 700_000_000n, 0n),
      line('unattributed', 'compression', 0n, 50_000_000n),
      line('qa', 'choice', -100_000_000n, 0n),
    ])
  })

  it('count what the prompt cache of a provider saved', async () => {
    const ledger = createLedger()
    const tokens = { input: 1_000_000, output: 0, cacheRead: 1_000_000, cacheWrite: 0, reasoning: 0 }
    ledger.addCall(madeCall({ startUnixNano, feature: 'qa', requestModel: 'gpt-4o', tokens }))
    // A million tokens at $1.25 instead of $2.50.
    expect(await savingLines(ledger, { toMillis: NOW })).toEqual([line('qa', 'prompt_cache', 1_250_000_000n, 0n)])
  })

  it('are a share of what would have been spent, without a cache too', async () => {
    const ledger = createLedger()
    ledger.addCall(madeCall({ startUnixNano, savedKind: 'batch', savedNanoUsd: 1_000_000n, nanoUsd: 3_000_000n }))
    const report = JSON.parse(writeReport(await buildReport(ledger, { toMillis: NOW }), { format: 'json' }))
    const share = report.ratios.find(({ name }: { readonly name: string }) => name.startsWith('saved'))
    expect(share).toMatchObject({ value: 0.25 })
  })

  it('have a table in the report, and none where nothing was saved', async () => {
    const text = writeReport(await buildReport(savingLedger(), { toMillis: NOW }))
    const shown = text.slice(text.indexOf('Savings'), text.indexOf('Efficiency'))
    expect(shown).toMatchInlineSnapshot(`
      "Savings
        feature       by                             saved  spent on it       net
        qa            exact cache                  $5.0000      $0.0000   $5.0000
        qa            semantic cache               $2.0000      $0.3000   $1.7000
        digest        batch                        $0.7000      $0.0000   $0.7000
        unattributed  compression                  $0.0000      $0.0500  -$0.0500
        qa            cheaper model, simple task  -$0.1000      $0.0000  -$0.1000
        total                                      $7.6000      $0.3500   $7.2500

      "
    `)
    const strange = createLedger()
    strange.addCall(madeCall({ startUnixNano, feature: 'qa', savedKind: 'constructor', savedNanoUsd: 1_000_000_000n }))
    expect(writeReport(await buildReport(strange, { toMillis: NOW }))).toMatch(/qa +constructor +\$1/)
    const other = createLedger()
    other.addCall(madeCall({ startUnixNano, nanoUsd: 1n }))
    expect(writeReport(await buildReport(other, { toMillis: NOW }))).not.toContain('Savings')
  })
})

function line(feature: string, kind: string, savedNanoUsd: bigint, spentNanoUsd: bigint): object {
  return { feature, kind, savedNanoUsd, spentNanoUsd, netNanoUsd: savedNanoUsd - spentNanoUsd }
}
