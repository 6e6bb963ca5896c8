import type { Balance, BudgetStore, ReserveReply, ReserveRequest } from '../store/budget-store.ts'
import type { BudgetLedger, LedgerRow } from './budget-ledger.ts'

/** A store with its ledger: what the store has lost is filled in before it decides. Rejects when the store fails. */
export interface Accounts {
  reserve(request: Omit<ReserveRequest, 'epoch'>): Promise<Exclude<ReserveReply, { outcome: 'other_epoch' }>>
  /** Writes a row into the ledger, where it is pending. */
  note(row: LedgerRow): void
  /** Books a row once, whichever of its steps was done before. Gives the balances of the counters that changed. */
  settle(row: LedgerRow): Promise<readonly (Balance | undefined)[]>
  /** Settles the rows that are pending. */
  catchUp(): Promise<void>
}

/** How often a store may change its epoch under one decision before that is an error. */
const MOST_EPOCHS = 3

export function createAccounts(store: BudgetStore, ledger: BudgetLedger): Accounts {
  let knownEpoch: string | undefined
  let filling: Promise<void> | undefined

  /** The epoch of a store which has all that the ledger has. */
  async function currentEpoch(atMillis: number): Promise<string> {
    if (knownEpoch === undefined) await fill(await store.epoch(), atMillis)
    return knownEpoch ?? (await store.epoch())
  }

  function fill(epoch: string, atMillis: number): Promise<void> {
    filling ??= contribute(epoch, atMillis).finally(() => (filling = undefined))
    return filling
  }

  async function contribute(epoch: string, atMillis: number): Promise<void> {
    for (const { id, bookings } of ledger.contributions(epoch, atMillis)) {
      const reply = await store.book({ id, atMillis, bookings })
      ledger.contributed(id, reply.epoch)
    }
    for (const row of ledger.pending()) await settle(row)
    knownEpoch = epoch
  }

  async function settle(row: LedgerRow): Promise<readonly (Balance | undefined)[]> {
    const { id, atMillis, bookings } = row
    const settled = row.epoch === undefined ? undefined : await store.settle(row)
    // Where the store has kept its holds, a hold that is gone was settled before. Where not, nothing of this call was.
    const isDone = settled !== undefined && settled.epoch === row.epoch
    const { epoch, balances } = isDone ? settled : await store.book({ id, atMillis, bookings })
    ledger.booked(id, epoch)
    return balances
  }

  return {
    async reserve(request) {
      for (let attempt = 0; attempt < MOST_EPOCHS; attempt++) {
        const reply = await store.reserve({ ...request, epoch: await currentEpoch(request.atMillis) })
        if (reply.outcome !== 'other_epoch') return reply
        await fill(reply.epoch, request.atMillis)
      }
      throw new Error(`the ${store.name} store loses its contents again and again`)
    },
    note: (row) => ledger.append(row),
    settle,
    async catchUp() {
      for (const row of ledger.pending()) await settle(row)
    },
  }
}
