import { createPriceBook } from '@costspan/cost/prices'
import fc from 'fast-check'
import { readdirSync, readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { IngestError } from '../../../packages/cli/src/ingest/ingest-error.ts'
import { ingestFile } from '../../../packages/cli/src/ingest/ingest-file.ts'
import type { CallRecord } from '../../../packages/cli/src/ledger/call-record.ts'
import type { Appended } from '../../../packages/cli/src/ledger/ledger.ts'
import type { FuzzTarget } from '../fuzz-target.ts'
import { mutatedText } from '../mutated.ts'

const folder = new URL('../../fixtures/ingest/', import.meta.url)
const samples = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'))
const book = createPriceBook()

/** Rows that make no sense are counted, and those that do are calls with amounts. */
export const ingestedFiles: FuzzTarget = {
  name: "another tool's export is ingested row by row, or refused as a whole",
  property: fc.asyncProperty(mutatedText(samples), fc.integer({ min: 1, max: 5_000 }), async (text, piece) => {
    const calls: CallRecord[] = []
    const ledger = {
      append: keepIn(calls),
      appendVerdicts: () => Promise.resolve(0),
      series: () => Promise.resolve([]),
    }
    try {
      const { rejected, problems } = await ingestFile(inPieces(text, piece), ledger, { book })
      expect(problems.length).toBeLessThanOrEqual(rejected)
    } catch (error) {
      if (!(error instanceof IngestError)) throw error
    }
    expect(calls.filter(({ nanoUsd = 0n, calls: count }) => nanoUsd < 0n || !(count >= 0))).toEqual([])
  }),
}

function keepIn(kept: CallRecord[]): (calls: readonly CallRecord[]) => Promise<Appended> {
  return (calls) => {
    kept.push(...calls)
    return Promise.resolve({ added: calls.length, known: 0, late: 0 })
  }
}

async function* inPieces(text: string, piece: number): AsyncGenerator<string> {
  for (let from = 0; from < text.length; from += piece) yield text.slice(from, from + piece)
}
