import type { IncomingMessage, ServerResponse } from 'node:http'
import { isToken } from '../receiver/access-token.ts'
import { HttpRefusal } from '../receiver/http-refusal.ts'
import { readBody } from '../receiver/read-body.ts'
import type { TelemetrySink } from '../receiver/telemetry-sink.ts'
import { answerShared } from '../ledger/shared/answer-shared.ts'
import { createAnomalyList } from './anomaly-list.ts'
import { answerQuestion, type DashboardSources } from './answer-question.ts'
import { jsonText } from './as-json.ts'
import { createCallFeed } from './call-feed.ts'
import { type PageFiles, readPage } from './read-page.ts'
import { createRecentSpans } from './recent-spans.ts'
import { checkVisitor, SECURITY_HEADERS, tokenCookie } from './site-rules.ts'

/** What the dashboard shows, and to whom. */
export interface DashboardOptions extends Omit<DashboardSources, 'spans' | 'anomalies' | 'now'> {
  /** Asked of every visitor. Default: nothing is asked, and only names of this machine are answered. */
  readonly token?: string | undefined
  /** By which other processes that may not open the ledger's file know it here. Default: they are not answered. */
  readonly ledgerId?: string
  /** Milliseconds since 1970. Default: the clock. */
  readonly now?: () => number
}

/** A web page over a ledger, and the questions that it asks. */
export interface Dashboard {
  /** Hears of what is received: spans to show around calls, and that there is something new. */
  readonly sink: TelemetrySink
  /** Answers one request. */
  readonly site: (request: IncomingMessage, response: ServerResponse) => Promise<void>
  /** Ends what is kept open for pages. */
  close(): void
}

/**
 * Makes the dashboard of a ledger, to be put into a receiver.
 *
 * @example
 * const ledger = createLedger()
 * const dashboard = createDashboard({ ledger, budgets: [], book: createPriceBook() })
 * const receiver = await startReceiver({ sink: ledger, site: dashboard.site })
 */
export function createDashboard({ token, ledgerId, now = Date.now, ...shown }: DashboardOptions): Dashboard {
  const spans = createRecentSpans()
  const feed = createCallFeed()
  const sources: DashboardSources = { ...shown, spans, anomalies: createAnomalyList(shown.ledger), now }
  let page: Promise<PageFiles> | undefined

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(`http://dashboard${request.url?.startsWith('/') ? request.url : '/'}`)
    if (enterWithToken(url, response, token)) return
    const method = /^\/api\/ledger\/(\w+)$/.exec(url.pathname)?.[1]
    if (method !== undefined) return answerOther(request, response, method)
    checkVisitor(request, { token })
    if (url.pathname === '/api/events') return feed.subscribe(response)
    const question = /^\/api\/(.+)$/.exec(url.pathname)?.[1]
    if (question !== undefined) return sendJson(response, await answerQuestion(question, url.searchParams, sources))
    page ??= readPage()
    sendFile(response, await page, url.pathname)
  }

  /** Another process of the owner, which may not open the file while this one writes it. */
  async function answerOther(request: IncomingMessage, response: ServerResponse, method: string): Promise<void> {
    checkVisitor(request, { token, methods: ['POST'] })
    if (request.headers['costspan-ledger'] !== ledgerId || ledgerId === undefined) {
      throw new HttpRefusal(404, 'another ledger is open here')
    }
    const body = new TextDecoder().decode(await readBody(request, MOST_QUESTION_BYTES))
    const answer = await answerShared(shown.ledger, method, body)
    response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(answer)
  }

  return {
    sink: {
      addSpan(span) {
        spans.addSpan(span)
        feed.notify()
      },
      addSumPoint: () => undefined,
    },
    async site(request, response) {
      for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value)
      try {
        await respond(request, response)
      } catch (error) {
        request.resume()
        refuse(response, error)
      }
    },
    close: () => feed.close(),
  }
}

/** The names of all users of a company fit in. */
const MOST_QUESTION_BYTES = 4 * 1024 * 1024

/** The token is taken out of the address at once, where history and screenshots would keep it. */
function enterWithToken(url: URL, response: ServerResponse, token: string | undefined): boolean {
  const presented = url.searchParams.get('token')
  if (token === undefined || presented === null || !isToken(token, presented)) return false
  response.writeHead(303, { location: '/', 'set-cookie': tokenCookie(token), 'cache-control': 'no-store' }).end()
  return true
}

function sendJson(response: ServerResponse, answer: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(jsonText(answer))
}

function sendFile(response: ServerResponse, page: PageFiles, path: string): void {
  const file = page.get(path)
  if (file === undefined) {
    throw new HttpRefusal(404, page.size === 0 ? 'The page is not built: npm run build' : 'There is nothing here')
  }
  const cacheControl = file.isHashed ? 'private, max-age=31536000, immutable' : 'no-cache'
  response.writeHead(200, { 'content-type': file.contentType, 'cache-control': cacheControl }).end(file.body)
}

function refuse(response: ServerResponse, error: unknown): void {
  if (response.headersSent) return void response.destroy()
  const refusal =
    error instanceof HttpRefusal
      ? error
      : new HttpRefusal(500, `The dashboard failed: ${String(error)}`, { cause: error })
  response
    .writeHead(refusal.statusCode, {
      ...refusal.headers,
      'content-type': 'application/json',
      'cache-control': 'no-store',
    })
    .end(jsonText({ message: refusal.message }))
}
