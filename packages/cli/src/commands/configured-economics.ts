import { parseUsd } from '@costspan/cost/prices'
import type { FindEconomicsOptions } from '../economics/find-economics.ts'
import { loadSettings } from './load-settings.ts'

/** What the settings say of revenue and costs; the files of the command line win over it. */
export function configuredEconomics(
  config: string | undefined,
  env: NodeJS.ProcessEnv,
): Pick<FindEconomicsOptions, 'revenue' | 'ownership' | 'targetMargin'> {
  const { tiers = [], costs = [], targetMargin } = loadSettings(config, env).economics ?? {}
  return {
    ...(targetMargin === undefined ? {} : { targetMargin: Number.parseFloat(targetMargin) }),
    revenue: {
      tiers: new Map(tiers.map(({ tier, price, users }) => [tier, { priceNanoUsd: parseUsd(price), users }])),
      users: new Map(),
    },
    ownership: costs.map(({ category, name, month }) => ({ category, name, monthNanoUsd: parseUsd(month) })),
  }
}
