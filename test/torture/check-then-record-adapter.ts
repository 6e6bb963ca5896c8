import OpenAI from 'openai'
import type { TortureAdapter } from './adapter.ts'

/**
 * The limiter that everybody writes first: it looks at what was spent, sends the call, and adds its cost. It stands here so that
 * the suite is seen to fail, and as the shortest adapter for a library that wraps `fetch`.
 */
export const adapter: TortureAdapter = {
  name: 'check, then record',
  start({ limit }) {
    const limitUsd = Number(limit.slice(1))
    let spentUsd = 0
    const guarded: typeof globalThis.fetch = async (input, init) => {
      if (spentUsd >= limitUsd) return Response.json({ error: { message: 'over budget' } }, { status: 429 })
      const response = await fetch(input, init)
      const { usage } = (await response.clone().json()) as {
        usage?: { prompt_tokens: number; completion_tokens: number }
      }
      spentUsd += ((usage?.prompt_tokens ?? 0) * 2.5 + (usage?.completion_tokens ?? 0) * 10) / 1e6
      return response
    }
    return Promise.resolve({
      spentUsd: () => Promise.resolve(spentUsd),
      heldUsd: () => Promise.resolve(undefined),
      openai: (options) => new OpenAI({ ...options, fetch: guarded, maxRetries: 0 }),
      stop: () => Promise.resolve(),
    })
  },
}
