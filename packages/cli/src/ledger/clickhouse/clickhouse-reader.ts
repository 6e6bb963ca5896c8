import { LedgerError } from '../ledger-error.ts'
import type { LedgerReader } from '../ledger.ts'
import type { LedgerRow } from '../duckdb/row-reader.ts'
import { askServer } from '../ask-server.ts'
import { askClickhouse } from './ask-clickhouse.ts'

/**
 * The calls in a ClickHouse server, over HTTP: the spans that a Collector with `clickhouse.yaml` writes. It answers all
 * questions; each call counts once, although the exporter may have written it twice.
 *
 * @param url such as `http://reader:password@clickhouse:8123/otel?table=otel_traces`; the path is the database
 */
export function clickhouseReader(url: URL): LedgerReader {
  const database = name('database', url.pathname.slice(1) || 'otel')
  const table = name('table', url.searchParams.get('table') ?? 'otel_traces')
  // An error after the first rows would else come in the middle of an answer that says 200.
  const address = `${url.origin}/?wait_end_of_query=1`
  const headers: Record<string, string> = {}
  if (url.username !== '') {
    headers['X-ClickHouse-User'] = decodeURIComponent(url.username)
    headers['X-ClickHouse-Key'] = decodeURIComponent(url.password)
  }
  const query = async (sql: string): Promise<readonly LedgerRow[]> => {
    const answer = await askServer('ClickHouse', address, { headers, body: `${sql} FORMAT JSONEachRow` })
    return answer
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as LedgerRow)
  }
  return askClickhouse(query, `"${database}"."${table}"`)
}

function name(what: string, value: string): string {
  if (/^\w+$/.test(value)) return value
  throw new LedgerError(
    `The ${what} ${JSON.stringify(value)} must be letters, digits and _, as in clickhouse=http://host:8123/otel`,
  )
}
