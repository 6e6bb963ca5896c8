import { randomUUID } from 'node:crypto'
import { createPriceBook } from '@costspan/cost/prices'
import { readBudgets } from '@costspan/guard'
import { createDashboard } from '../dashboard/create-dashboard.ts'
import { createLedger, type MemoryLedger } from '../ledger/create-ledger.ts'
import { openLedger } from '../ledger/open-ledger.ts'
import { leaveAddress } from '../ledger/shared/ledger-address.ts'
import { ledgerSink } from '../receiver/ledger-sink.ts'
import { sinkToAll } from '../receiver/sink-to-all.ts'
import { type Receiver, startReceiver } from '../receiver/start-receiver.ts'
import type { DevOptions } from './dev-options.ts'
import { loadSettings } from './load-settings.ts'
import { asUsageError } from './usage-error.ts'

/** A receiver with its page, and what was received since it started. */
export interface DevSession {
  readonly receiver: Receiver
  /** The calls of this session; the page shows those that the ledger's file had before, too. */
  readonly received: MemoryLedger
  /** May be called again. */
  close(): Promise<void>
}

/** Opens what `costspan dev` works with. Throws a `UsageError` for settings that are wrong. */
export async function openDevSession(options: DevOptions, env: NodeJS.ProcessEnv): Promise<DevSession> {
  const { host, port, token, ledger: file } = options
  const budgets = budgetsOf(options, env)
  const received = createLedger()
  const kept = file === undefined ? undefined : await openLedger(file)
  const ledgerId = randomUUID()
  const book = createPriceBook()
  const dashboard = createDashboard({ ledger: kept ?? received, budgets, book, token, ledgerId })
  const sink = sinkToAll([received, ...(kept === undefined ? [] : [ledgerSink(kept)]), dashboard.sink])
  let takeAddress: (() => void) | undefined
  const close = async (receiver?: Receiver): Promise<void> => {
    takeAddress?.()
    dashboard.close()
    await receiver?.close()
    await kept?.close()
  }
  let receiver: Receiver | undefined
  try {
    const access = token === undefined ? {} : { token }
    const started = await startReceiver({ sink, host, port, site: dashboard.site, ...access })
    receiver = started
    let closed: Promise<void> | undefined
    takeAddress = file === undefined ? undefined : leaveAddress(file, { url: started.url, id: ledgerId })
    return { receiver: started, received, close: () => (closed ??= close(started)) }
  } catch (error) {
    await close(receiver)
    throw error
  }
}

function budgetsOf({ config }: DevOptions, env: NodeJS.ProcessEnv): ReturnType<typeof readBudgets> {
  const { budgets = [] } = loadSettings(config, env)
  return asUsageError(() => readBudgets(budgets))
}
