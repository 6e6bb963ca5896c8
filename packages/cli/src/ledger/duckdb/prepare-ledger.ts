import type { DuckDBConnection } from '@duckdb/node-api'
import { LedgerError } from '../ledger-error.ts'
import { CREATE_CAPTURES } from './capture-table.ts'
import { ledgerFacts } from './ledger-facts.ts'
import { type Query, queryOn } from './query.ts'
import { rowReader } from './row-reader.ts'
import { CREATE_LEDGER, SCHEMA_VERSION } from './schema.ts'
import { CREATE_VERDICTS } from './verdict-table.ts'

/** Makes the tables in a new file, and refuses a file whose tables are not those of a ledger that this version knows. */
export async function prepareLedger(connection: DuckDBConnection, file: string, readOnly: boolean): Promise<void> {
  const query = queryOn(connection)
  const tables = await query('SELECT table_name FROM information_schema.tables')
  if (tables.length === 0 && !readOnly) await createTables(connection)
  else
    await checkVersion(
      query,
      tables.map((table) => rowReader(table).text('table_name')),
      file,
    )
  if (!readOnly) for (const statement of [CREATE_VERDICTS, CREATE_CAPTURES]) await connection.run(statement)
}

/** In one transaction, because a ledger with half of its tables would be none. */
async function createTables(connection: DuckDBConnection): Promise<void> {
  await connection.run('BEGIN')
  for (const statement of CREATE_LEDGER) await connection.run(statement)
  await connection.run('COMMIT')
}

async function checkVersion(query: Query, tables: readonly (string | undefined)[], file: string): Promise<void> {
  if (!tables.includes('ledger_facts'))
    throw new LedgerError(`${file} is no ledger: it is a DuckDB file without its tables.`)
  const { schemaVersion: version } = await ledgerFacts(query)
  if (version === SCHEMA_VERSION) return
  throw new LedgerError(`The ledger ${file} has format ${version}, ${whatHelps(version)}`)
}

/** No release wrote an older format, so that there is nothing to carry over which exports do not have. */
function whatHelps(version: number | undefined): string {
  if (version !== undefined && version > SCHEMA_VERSION)
    return `which a later version of costspan wrote, this one reads ${SCHEMA_VERSION}: update costspan.`
  return `from before the first release, this version reads ${SCHEMA_VERSION}: move it away, and fill a new one with costspan ingest.`
}
