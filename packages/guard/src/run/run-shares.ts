import { diag } from '@opentelemetry/api'
import { type BudgetStore, NOTHING_SPENT } from '../store/budget-store.ts'
import { countingPeriod } from '../window/counting-period.ts'
import type { ActiveRun } from './active-run.ts'
import { runCounterKey, runsAround, shareId, spendable } from './plan-run-claims.ts'

/**
 * Keeps the shares of runs inside of runs: what such a run may still spend is held on the run around it while it runs, so that
 * nobody beside it takes it. A share only keeps others away. That no limit is passed does not depend on it: where the store
 * fails, or a share has expired, each call has to fit into what is left of every run.
 */
export interface RunShares {
  begin(run: ActiveRun): void
  /** What the run has not spent is free again. */
  end(run: ActiveRun): Promise<void>
  /** Resolves when the shares of a run, and of those around it, are held or could not be. */
  held(run: ActiveRun): Promise<void>
  close(): void
}

export interface RunSharesOptions {
  readonly store: BudgetStore
  readonly ask: <T>(question: () => Promise<T>) => Promise<T>
  readonly now: () => number
  readonly holdMillis: number
}

interface BegunRun {
  readonly held: Promise<void>
  readonly renewal: NodeJS.Timeout
}

export function createRunShares({ store, ask, now, holdMillis }: RunSharesOptions): RunShares {
  const begun = new Map<string, BegunRun>()

  async function carve(run: ActiveRun): Promise<void> {
    try {
      await ask(async () => {
        const [{ spent, held, raised } = NOTHING_SPENT] = await store.read([runCounterKey(run.id, 'usd')], now())
        const left = run.limitNanoUsd + raised - spent - held
        await readShare(store, run, now(), { amount: left < 0n ? 0n : left, holdMillis })
      })
    } catch (error) {
      diag.debug('costspan: the share of a run could not be held', error)
    }
  }

  return {
    begin(run) {
      if (begun.has(run.id) || outerOf(run) === undefined) return
      // Its calls make a share live on; a run that only waits or computes has none for a while.
      const renewal = setInterval(() => void carve(run), Math.max(1, holdMillis / 3)).unref()
      begun.set(run.id, { held: carve(run), renewal })
    },
    async end(run) {
      const share = begun.get(run.id)
      const outer = outerOf(run)
      if (share === undefined || outer === undefined) return
      begun.delete(run.id)
      clearInterval(share.renewal)
      await share.held
      const atMillis = now()
      const booking = { key: runCounterKey(outer.id, 'usd'), amount: 0n, keptUntilMillis: keptUntil(run, atMillis) }
      await ask(() => store.settle({ id: shareId(run), atMillis, bookings: [booking] })).catch(() => {})
    },
    async held(run) {
      if (begun.size === 0) return
      await Promise.all(runsAround(run).flatMap(({ id }) => begun.get(id)?.held ?? []))
    },
    close() {
      for (const { renewal } of begun.values()) clearInterval(renewal)
      begun.clear()
    },
  }
}

/** What the share of a run holds on the run around it; with an amount, it is held if it was not yet. */
export async function readShare(
  store: BudgetStore,
  run: ActiveRun,
  atMillis: number,
  { amount = 0n, holdMillis }: { readonly amount?: bigint; readonly holdMillis: number },
): Promise<bigint> {
  const outer = outerOf(run)
  if (outer === undefined) return 0n
  return store.carve({
    id: shareId(run),
    key: runCounterKey(outer.id, 'usd'),
    amount,
    limit: spendable(outer),
    atMillis,
    expiresAtMillis: atMillis + holdMillis,
    keptUntilMillis: keptUntil(run, atMillis),
  })
}

function outerOf(run: ActiveRun): ActiveRun | undefined {
  return runsAround(run)[1]
}

function keptUntil(run: ActiveRun, atMillis: number): number {
  return countingPeriod('run', 'UTC', { run: run.id }, atMillis).keptUntilMillis
}
