import type { BillLine } from './bill.ts'
import { priceCall } from './bill-call.ts'
import { NO_USAGE, plainInput, type ServedUsage } from './served-usage.ts'

/** What a charged call cost by what was charged for, in nano-USD; the parts sum to the line. */
export type BillParts = Readonly<Partial<Record<BillPart, bigint>>>
export type BillPart = 'input' | 'cacheRead' | 'cacheWrite' | 'cacheWrite1h' | 'webSearches' | 'output'

/** Each part is priced as a call of its own; what rounding leaves goes to the last one that was used. */
export function billParts(line: BillLine): BillParts {
  const parts: Partial<Record<BillPart, bigint>> = {}
  let [sum, last]: [bigint, BillPart] = [0n, 'output']
  for (const [part, usage] of Object.entries(usageOf(line.usage)) as [BillPart, Partial<ServedUsage>][]) {
    const price = priceCall({ ...line, usage: { ...NO_USAGE, ...usage } })
    if ('unpriced' in price || price.nanoUsd === 0n) continue
    parts[part] = price.nanoUsd
    sum += price.nanoUsd
    last = part
  }
  parts[last] = (parts[last] ?? 0n) + line.nanoUsd - sum
  return parts
}

function usageOf(usage: ServedUsage): Readonly<Record<BillPart, Partial<ServedUsage>>> {
  const { cacheRead, cacheWrite, cacheWrite1h, webSearches, output } = usage
  return {
    input: { input: plainInput(usage) },
    cacheRead: { input: cacheRead, cacheRead },
    cacheWrite: { input: cacheWrite, cacheWrite },
    cacheWrite1h: { input: cacheWrite1h, cacheWrite1h },
    webSearches: { webSearches },
    output: { output },
  }
}
