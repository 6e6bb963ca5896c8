import { LedgerError } from './ledger-error.ts'
import type { LedgerReader } from './ledger.ts'

/** What holds the same calls as a ledger's file, by the word before the `=` of `--ledger clickhouse=http://...`. */
const SOURCES: Readonly<Record<string, (url: URL) => Promise<LedgerReader>>> = {
  clickhouse: async (url) => (await import('./clickhouse/clickhouse-reader.ts')).clickhouseReader(url),
  prometheus: async (url) => (await import('./prometheus/prometheus-reader.ts')).prometheusReader(url),
}

/**
 * Opens a server that holds calls, for questions: `clickhouse=http://host:8123/otel`, or `prometheus=http://host:9090` and
 * whatever else answers PromQL. `undefined` for any other text, which then is the name of a file.
 *
 * Rejects with a `LedgerError` when the address is none.
 *
 * @example
 * const reader = await openSource('prometheus=http://127.0.0.1:9090')
 * const byFeature = await reader?.sum({ by: ['feature'] })
 */
export async function openSource(text: string): Promise<LedgerReader | undefined> {
  const kind = sourceKind(text)
  const open = kind === undefined ? undefined : SOURCES[kind]
  if (kind === undefined || open === undefined) return undefined
  const address = text.slice(kind.length + 1)
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) {
    // The address is not repeated, because there may be a password in it.
    throw new LedgerError(`${kind}= must be followed by an http or https address`)
  }
  return open(new URL(address))
}

/** What kind of server a text names; `undefined` for the name of a file. */
export function sourceKind(text: string): string | undefined {
  const [kind = ''] = text.split('=', 1)
  return text.includes('=') && Object.hasOwn(SOURCES, kind) ? kind : undefined
}
