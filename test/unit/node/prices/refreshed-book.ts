import { createPriceBook, type RefreshablePriceBook } from '@costspan/cost/prices'
import { diag, DiagLogLevel } from '@opentelemetry/api'
import { onTestFinished } from 'vitest'
import type { ReadLimits } from '../../../../packages/node/src/prices/price-text.ts'
import { startPriceRefresh } from '../../../../packages/node/src/prices/refresh-prices.ts'

/** Some milliseconds: each test sees several refreshes. */
const VERY_OFTEN_MINUTES = 0.0002

const LIMITS: ReadLimits = { timeoutMillis: 10_000, maxBytes: 1024 * 1024 }

/** A price book under refresh, and what diagnostics were told. */
export interface RefreshedBook {
  readonly book: RefreshablePriceBook
  readonly problems: readonly string[]
  readonly stop: () => void
  /** The price of `acme-large` in pico-USD per token. */
  inputRate(): bigint | undefined
}

/** Starts a refresh for one test. */
export function refreshBook(from: string, limits: Partial<ReadLimits> = {}, sha256?: string): RefreshedBook {
  const book = createPriceBook()
  const problems: string[] = []
  const silent = (): void => {}
  diag.setLogger(
    { error: (message) => problems.push(message), warn: silent, info: silent, debug: silent, verbose: silent },
    { logLevel: DiagLogLevel.ERROR, suppressOverrideMessage: true },
  )
  const catalog = { from, everyMinutes: VERY_OFTEN_MINUTES, ...(sha256 !== undefined && { sha256 }) }
  const { stop } = startPriceRefresh(book, catalog, { ...LIMITS, ...limits })
  onTestFinished(() => {
    stop()
    diag.disable()
  })
  return {
    book,
    problems,
    stop,
    inputRate() {
      const found = book.find({ provider: 'acme', model: 'acme-large', atMillis: Date.now(), inputTokens: 1 })
      return found.priced ? found.rates.tokens.input : undefined
    },
  }
}
