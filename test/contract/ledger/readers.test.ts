import { type CallRecord, createLedger, type LedgerReader, openLedger } from '@costspan/cli'
import fc from 'fast-check'
import { describe } from 'vitest'
import { anyCalls } from './any-call.ts'
import { readerContract } from './reader-contract.ts'

const CALLS = fc.sample(anyCalls(), { numRuns: 40, seed: 7 }).flat()
const START = 1_790_000_000_000
const WINDOW = { fromMillis: START + 7_000_000, toMillis: START + 90_000_001 }

describe('memory', () => {
  readerContract(async () => ({
    reader: inMemory(CALLS.toReversed()),
    model: inMemory(CALLS.toReversed()),
    window: WINDOW,
  }))
})

describe('a DuckDB file', () => {
  readerContract(async () => {
    const reader = await openLedger(':memory:')
    await reader.append(CALLS)
    return { reader, model: inMemory(CALLS), window: WINDOW }
  })
})

function inMemory(calls: readonly CallRecord[]): LedgerReader {
  const ledger = createLedger()
  for (const call of calls) ledger.addCall(call)
  return ledger
}
