/**
 * A process of a fleet that shares a store. It is told over IPC how many calls of a cent to make, and tells how many were
 * admitted; at last it tells the alerts that it has sent.
 */
import { type BudgetAlert, type BudgetOptions, createGuard, openStore } from '@costspan/guard'

/** What a process of the fleet is started with. */
export interface FleetTask {
  readonly store: string
  readonly budget: BudgetOptions
  readonly user: string
  readonly leasePercent: number
}

const CENT = 10_000_000n
const { store, budget, user, leasePercent } = JSON.parse(process.argv[2] ?? '') as FleetTask
const alerts: BudgetAlert[] = []
const sink = { name: 'recording', send: async (alert: BudgetAlert) => void alerts.push(alert) }
const guard = createGuard({ budgets: [budget], store: openStore(store), leasePercent, alerts: [sink] })
const call = { context: { user }, provider: 'openai', model: 'gpt-5', operation: 'chat' }

async function spendCent(): Promise<boolean> {
  const estimate = { nanoUsd: CENT, inputTokens: 100, outputTokens: 50 }
  const admission = await guard.admit({ ...call, estimate })
  if (admission.decision === 'deny') return false
  await guard.settle(admission.reservation, { ...estimate, outcome: 'reported' })
  return true
}

process.on('message', (calls: number | 'close') => {
  if (calls === 'close') {
    void guard.close().then(() => {
      const told = alerts.map(({ atPercent, top }) => ({ atPercent, users: top.users.map(({ name }) => name) }))
      process.send?.(told, () => process.disconnect())
    })
    return
  }
  void Promise.all(Array.from({ length: calls }, spendCent)).then((admitted) =>
    process.send?.(admitted.filter(Boolean).length),
  )
})
