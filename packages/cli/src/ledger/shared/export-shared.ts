import type { LedgerReader, Selection } from '../ledger.ts'

const PAGE_ROWS = 50_000

/** Writes calls of a ledger in another process into a Parquet file: from a copy of them in memory, page by page. */
export async function exportShared(
  reader: LedgerReader,
  file: string,
  selection: Selection,
): Promise<{ readonly rows: number }> {
  const { openDuckdbLedger } = await import('../duckdb/open-duckdb-ledger.ts')
  const copy = await openDuckdbLedger(':memory:', {})
  try {
    for (let offset = 0; ; offset += PAGE_ROWS) {
      const calls = await reader.rows({ ...selection, order: 'oldest', offset, limit: PAGE_ROWS })
      if (calls.length > 0) await copy.append(calls)
      if (calls.length < PAGE_ROWS) return await copy.exportParquet(file)
    }
  } finally {
    await copy.close()
  }
}
