import { BudgetExceededError, createGuard, createRedisStore, guardedFetch, redisClient } from '@costspan/guard'
import { Redis } from 'ioredis'
import OpenAI from 'openai'

const redis = new Redis(process.env.REDIS_URL)
const guard = createGuard({
  budgets: [{ name: 'demo', limit: '$0.01', per: 'day' }],
  store: createRedisStore(redisClient(redis)),
  // Four processes that start on a small machine are slow to begin with; the default is half a second.
  storeTimeoutMillis: 10_000,
})
const openai = new OpenAI({ fetch: guardedFetch(undefined, guard), maxRetries: 0 })

const question = { model: 'gpt-4o-mini', max_tokens: 200, messages: [{ role: 'user', content: 'Hello' }] }
const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => openai.chat.completions.create(question)))

const refusals = outcomes.flatMap(({ reason }) => BudgetExceededError.from(reason) ?? [])
process.send({
  answered: outcomes.filter(({ status }) => status === 'fulfilled').length,
  refused: refusals.length,
  refusal: refusals[0]?.message,
})
await guard.close()
await redis.quit()
process.disconnect()
