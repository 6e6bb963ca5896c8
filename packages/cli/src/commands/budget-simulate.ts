import { readFileSync } from 'node:fs'
import type { BudgetOptions } from '@costspan/guard'
import { formatAmount } from '../budgets/format-amount.ts'
import { configuredBudgets } from '../budgets/open-budgets.ts'
import { type PastCall, readCalls } from '../budgets/read-calls.ts'
import { type Simulation, simulateBudgets } from '../budgets/simulate-budgets.ts'
import { countOf } from '../reports/format-count.ts'
import { type BudgetArguments, budgetArguments } from './budget-options.ts'
import type { CommandIo } from './command.ts'
import { UsageError } from './usage-error.ts'

/** `costspan budget simulate`: what budgets would have refused of past calls. */
export async function budgetSimulate(args: readonly string[], { stdout, env }: CommandIo): Promise<number> {
  const given = budgetArguments(args, ['<calls>'])
  const calls = readFile(given.positionals[0] ?? '')
  const simulation = await simulated(budgetsOf(given, env), calls)
  stdout.write(given.json ? `${JSON.stringify(simulationJson(simulation))}\n` : renderSimulation(simulation))
  return 0
}

/** The one of `--limit`, or else those of the settings. */
function budgetsOf({ limit, per, scope, config }: BudgetArguments, env: NodeJS.ProcessEnv): readonly BudgetOptions[] {
  if (limit === undefined) return configuredBudgets(config, env)
  return [
    {
      limit,
      ...(per !== undefined && { per: per as NonNullable<BudgetOptions['per']> }),
      ...(scope !== undefined && { scope }),
    },
  ]
}

function readFile(path: string): readonly PastCall[] {
  try {
    return readCalls(readFileSync(path, 'utf8'))
  } catch (cause) {
    throw new UsageError(`${path}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}

async function simulated(budgets: readonly BudgetOptions[], calls: readonly PastCall[]): Promise<Simulation> {
  try {
    return await simulateBudgets(budgets, calls)
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause })
  }
}

function simulationJson({ allowedNanoUsd, refusedNanoUsd, byBudget, ...counts }: Simulation): object {
  return {
    ...counts,
    allowedNanoUsd: `${allowedNanoUsd}`,
    refusedNanoUsd: `${refusedNanoUsd}`,
    byBudget: byBudget.map(({ refusedNanoUsd: nanoUsd, firstAtMillis, ...each }) => ({
      ...each,
      refusedNanoUsd: `${nanoUsd}`,
      firstAt: new Date(firstAtMillis).toISOString(),
    })),
  }
}

function renderSimulation({ calls, allowed, refused, allowedNanoUsd, refusedNanoUsd, byBudget }: Simulation): string {
  const lines = byBudget.map(
    (each) =>
      `  ${each.budget}: ${countOf(each.refused, 'call')} of ${countOf(each.buckets, 'bucket')}, ${formatAmount('usd', each.refusedNanoUsd)}, first at ${new Date(each.firstAtMillis).toISOString()}`,
  )
  return [
    `${countOf(calls, 'call')}: ${allowed} allowed (${formatAmount('usd', allowedNanoUsd)}), ${refused} refused (${formatAmount('usd', refusedNanoUsd)})`,
    ...lines,
    '',
  ].join('\n')
}
