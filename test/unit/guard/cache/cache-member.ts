/** A process of a fleet that shares a cache. It asks the same many times at once when it is told to, and tells what it was answered. */
import { createCallGuard, createExactCache, createGuard, guardedFetch, openAnswerStore } from '@costspan/guard'

interface MemberTask {
  readonly store: string
  readonly url: string
  readonly calls: number
  readonly question: string
}

const { store, url, calls, question } = JSON.parse(process.argv[2] ?? '') as MemberTask
const cache = createExactCache({
  features: { '*': { scope: 'global' } },
  store: openAnswerStore(store),
  storeTimeoutMillis: 10_000,
})
const callGuard = createCallGuard(createGuard({ budgets: [] }), { caches: [cache] })
const fetch = guardedFetch(undefined, callGuard)

async function ask(): Promise<string> {
  const body = JSON.stringify({ model: 'gpt-4o', temperature: 0, messages: [{ role: 'user', content: question }] })
  const answer = await fetch(`${url}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer key' },
    body,
  })
  const told = await answer.text()
  return answer.ok ? told.replace(/"usage":.*?}}/, '') : 'failed'
}

process.once('message', () => {
  void Promise.all(Array.from({ length: calls }, ask)).then(async (answers) => {
    await cache.close()
    process.send?.(answers, () => process.disconnect())
  })
})
process.send?.('ready')
