import { join } from 'node:path'
import Anthropic from '@anthropic-ai/sdk'
import { createGuard, createSqliteStore, guardedFetch } from '@costspan/guard'
import OpenAI from 'openai'
import type { TortureAdapter } from './adapter.ts'

export const adapter: TortureAdapter = {
  name: 'costspan',
  start(budget, folder) {
    const store = folder === undefined ? {} : { store: createSqliteStore(join(folder, 'budgets.sqlite')) }
    const guard = createGuard({ budgets: [budget], ...store })
    const fetch = guardedFetch(undefined, guard)
    const usdOf = async (part: 'spent' | 'held'): Promise<number> => {
      const [status] = await guard.status()
      return Number(status?.[part] ?? 0n) / 1e9
    }
    return Promise.resolve({
      fetch,
      spentUsd: () => usdOf('spent'),
      heldUsd: () => usdOf('held'),
      openai: (options) => new OpenAI({ ...options, fetch }),
      anthropic: (options) => new Anthropic({ ...options, fetch }),
      stop: () => guard.close(),
    })
  },
}
