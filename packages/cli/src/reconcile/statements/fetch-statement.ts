import { isObject, textAt } from './json-fields.ts'
import { mergeStatements } from './merge-statements.ts'
import type { Statement } from './statement.ts'
import { readStatement } from './read-statement.ts'
import { StatementError } from './statement-error.ts'
import { STATEMENT_SOURCES } from './statement-sources.ts'
import type { ReportRequest, StatementApi, StatementSource, StatementWindow } from './statement-source.ts'

/** Where reports are fetched, and as whom. */
export interface FetchOptions {
  readonly key: string
  /** In place of the provider's own address, for tests and gateways. */
  readonly baseUrl?: string | undefined
  readonly window: StatementWindow
}

/** No report has more pages than days; one that goes on would go on for ever. */
const MOST_PAGES = 1_000
const TIMEOUT_MILLIS = 60_000

/**
 * Fetches all reports of a provider (`openai`, `anthropic`, `openrouter`), page by page. Rejects with a `StatementError` that
 * has no key in it.
 */
export async function fetchStatement(provider: string, options: FetchOptions): Promise<Statement> {
  const source = statementApi(provider)
  const { key, baseUrl = source.api.baseUrl, window } = options
  const parts: Statement[] = []
  for (const report of source.api.reports(window)) {
    for await (const { address, json } of pages(report, baseUrl, source.api.headers(key))) {
      const statement = readStatement(source, { name: address, text: '', json })
      if (statement === undefined) throw new StatementError(`${address} answered with something else than a report`)
      parts.push(statement)
    }
  }
  const [statement] = mergeStatements(parts)
  if (statement === undefined) throw new StatementError(`${source.name} has no reports`)
  return { ...statement, name: baseUrl }
}

/** The source that a name means; throws a `StatementError` where there is none that can be fetched. */
export function statementApi(provider: string): StatementSource & { readonly api: StatementApi } {
  const source = STATEMENT_SOURCES.find(({ name }) => name === provider)
  if (source?.api !== undefined) return { ...source, api: source.api }
  const names = STATEMENT_SOURCES.filter(({ api }) => api !== undefined).map(({ name }) => name)
  throw new StatementError(`no reports can be fetched of "${provider}", expected one of ${names.join(', ')}`)
}

async function* pages(
  { path, query }: ReportRequest,
  baseUrl: string,
  headers: Readonly<Record<string, string>>,
): AsyncGenerator<{ readonly address: string; readonly json: unknown }> {
  let page: string | undefined
  for (let count = 0; count < MOST_PAGES; count++) {
    const url = new URL(`${baseUrl.replace(/\/$/, '')}${path}`)
    for (const [name, value] of query) url.searchParams.append(name, value)
    if (page !== undefined) url.searchParams.set('page', page)
    const json = await answerOf(url, headers)
    yield { address: `${url.origin}${url.pathname}`, json }
    page = isObject(json) && json['has_more'] === true ? textAt(json, 'next_page') : undefined
    if (page === undefined) return
  }
  throw new StatementError(`${baseUrl}${path} has more than ${MOST_PAGES} pages`)
}

async function answerOf(url: URL, headers: Readonly<Record<string, string>>): Promise<unknown> {
  const address = `${url.origin}${url.pathname}`
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(TIMEOUT_MILLIS) }).catch(
    (cause: unknown) => {
      throw new StatementError(`${address} cannot be reached: ${reasonOf(cause)}`, { cause })
    },
  )
  if (!response.ok) {
    const hint = response.status === 401 || response.status === 403 ? ': it takes the key of an administrator' : ''
    throw new StatementError(`${address} answered with status ${response.status}${hint}`)
  }
  return response.json().catch((cause: unknown) => {
    throw new StatementError(`${address} answered with something else than JSON`, { cause })
  })
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message : error.message
}
