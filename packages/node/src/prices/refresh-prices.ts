import { parsePriceFile, type RefreshablePriceBook } from '@costspan/cost/prices'
import { context, diag, ROOT_CONTEXT } from '@opentelemetry/api'
import { suppressTracing } from '@opentelemetry/core'
import type { PriceCatalogOptions } from '../config/costspan-options.ts'
import { fetchPriceFile } from './fetch-price-file.ts'
import { isRemote, shownLocation } from './price-location.ts'
import type { PriceText, ReadLimits } from './price-text.ts'
import { readPriceFile } from './read-price-file.ts'

/** A refresh that goes on until it is stopped. */
export interface PriceRefresh {
  /** Ends it, together with a request that is under way. The prices of the last refresh stay. */
  stop(): void
}

/** The bundled catalogue has 0.2 MB. Parsing the most that is allowed stops the process for some hundredths of a second. */
const LIMITS: ReadLimits = { timeoutMillis: 5_000, maxBytes: 4 * 1024 * 1024 }

const MILLIS_PER_MINUTE = 60_000

/**
 * Keeps the prices of a book fresh from a price file: now, and then every few minutes.
 *
 * It never throws, and nothing waits for it. When anything is wrong with the file the old prices stay, and OpenTelemetry's
 * diagnostics are told of each problem once. Its requests are no part of any trace. Between
 * them the process may end; one that is under way can hold it until it is answered or times out.
 */
export function startPriceRefresh(
  book: RefreshablePriceBook,
  catalog: PriceCatalogOptions,
  limits: ReadLimits = LIMITS,
): PriceRefresh {
  const { from, everyMinutes = isRemote(from) ? 60 : 1, sha256 } = catalog
  const name = shownLocation(from)
  const stopped = new AbortController()
  const reported = new Set<string>()
  let tag: string | undefined
  let timer: NodeJS.Timeout | undefined

  /** The work of the application that happened to start a timer is left, with its span, its user and its baggage. */
  function schedule(delayMillis: number): void {
    if (stopped.signal.aborted) return
    timer = setTimeout(() => context.with(suppressTracing(ROOT_CONTEXT), refreshAndSchedule), delayMillis).unref()
  }

  function refreshAndSchedule(): void {
    refresh()
      // There is nobody to tell when the application's own diagnostics logger throws.
      .catch(() => {})
      .finally(() => schedule(withJitter(everyMinutes * MILLIS_PER_MINUTE)))
  }

  async function refresh(): Promise<void> {
    try {
      const read = await readPrices(from, tag, limits, stopped.signal)
      if (stopped.signal.aborted || read === 'unchanged') return
      // Also of a file that turns out to be wrong: it need not be read twice.
      tag = read.tag
      if (sha256 !== undefined && sha256.toLowerCase() !== read.sha256) {
        throw new Error(`its SHA-256 is ${read.sha256}, expected ${sha256}`)
      }
      book.use(parsePriceFile(parseJson(read.text), name))
      reported.clear()
    } catch (error) {
      if (!stopped.signal.aborted) report(reasonOf(error))
    }
  }

  function report(reason: string): void {
    if (reported.has(reason)) return
    reported.add(reason)
    diag.error(`costspan: the prices of ${name} were not taken, the old ones stay: ${reason}`)
  }

  // Not at once: this may be called before the rest of telemetry is set up, the suppression of tracing included.
  schedule(0)
  return {
    stop() {
      stopped.abort()
      clearTimeout(timer)
    },
  }
}

function readPrices(
  from: string,
  tag: string | undefined,
  limits: ReadLimits,
  stopped: AbortSignal,
): Promise<PriceText | 'unchanged'> {
  return isRemote(from) ? fetchPriceFile(from, tag, limits, stopped) : readPriceFile(from, tag, limits)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new SyntaxError(`it is not JSON: ${(cause as Error).message}`, { cause })
  }
}

/** What `fetch` says is only that it failed; why stands in the cause, which has several errors for a host with several addresses. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { cause } = error as { cause?: NodeJS.ErrnoException }
  return error.message === 'fetch failed' && cause !== undefined ? cause.message || String(cause.code) : error.message
}

/** Up to a tenth sooner or later, so that instances which started together do not ask together for ever. */
function withJitter(millis: number): number {
  return millis * (0.9 + 0.2 * Math.random())
}
