import type { Behaviour } from './behaviour.ts'
import type { Bill } from './bill.ts'
import type { Exchange } from './exchange.ts'
import { parseScript, type RequestMatch } from './script-queue.ts'

/** What other processes may do with a running provider. */
export interface AdminTarget {
  readonly bill: () => Bill
  readonly requests: readonly unknown[]
  /** Requests that are being answered; the bill is final when this is 0. */
  readonly openRequests: number
  readonly script: (behaviours: readonly Behaviour[], match: RequestMatch) => void
  readonly reset: () => void
}

/** Answers `/_fake/bill`, `/_fake/requests`, `/_fake/script` and `/_fake/reset`. */
export function adminAnswer(exchange: Exchange, target: AdminTarget): { status: number; value: unknown } {
  switch (`${exchange.method} ${exchange.path}`) {
    case 'GET /_fake/bill':
      return {
        status: 200,
        value: { ...decimal(target.bill()), openRequests: target.openRequests },
      }
    case 'GET /_fake/requests':
      return { status: 200, value: target.requests }
    case 'POST /_fake/reset':
      target.reset()
      return { status: 200, value: {} }
    case 'POST /_fake/script':
      return script(exchange, target)
    default:
      return {
        status: 404,
        value: { error: `no such address: ${exchange.method} ${exchange.path}` },
      }
  }
}

function script(exchange: Exchange, target: AdminTarget): { status: number; value: unknown } {
  try {
    const { behaviours, match } = parseScript(exchange.body)
    target.script(behaviours, match)
    return { status: 200, value: { queued: behaviours.length } }
  } catch (error) {
    return { status: 400, value: { error: String(error) } }
  }
}

/** JSON has no integers of this size, so amounts are decimal strings. */
function decimal(bill: Bill): Record<string, unknown> {
  return {
    ...bill,
    totalNanoUsd: String(bill.totalNanoUsd),
    byModel: Object.fromEntries(
      Object.entries(bill.byModel).map(([model, sum]) => [model, { ...sum, nanoUsd: String(sum.nanoUsd) }]),
    ),
    lines: bill.lines.map((line) => ({ ...line, nanoUsd: String(line.nanoUsd) })),
  }
}
