import { centCalls } from '../cent-calls.ts'
import { DOLLAR_A_DAY, type TortureCase, usd } from '../torture-case.ts'

const CALLS = 200

/** Many calls at once: each of them alone would fit, and together they cost twice the limit. */
export const parallelCalls: TortureCase = {
  id: 'd',
  what: `${CALLS} calls of a cent at once`,
  expected: 'at most $1.00 spent, and something done with it',
  async run(adapter, provider) {
    const results = []
    const names = Object.keys(centCalls(await adapter.start(DOLLAR_A_DAY), provider))
    for (const through of names) {
      provider.reset()
      const subject = await adapter.start(DOLLAR_A_DAY)
      const call = centCalls(subject, provider)[through]
      if (call === undefined) {
        results.push({ through, passed: false, found: 'the library does not guard it' })
        continue
      }
      const outcomes = await Promise.allSettled(Array.from({ length: CALLS }, () => call()))
      await provider.idle()
      const billed = Number(provider.bill().totalNanoUsd) / 1e9
      const answered = outcomes.filter(({ status }) => status === 'fulfilled').length
      const spent = await subject.spentUsd()
      await subject.stop()
      const isTrue = spent === undefined || Math.abs(spent - billed) < 1e-9
      results.push({
        through,
        passed: billed <= 1 && billed >= 0.25 && isTrue && answered === provider.requests.length,
        found: `${usd(billed)} billed, ${usd(spent)} by its own count, ${answered} answered, ${provider.requests.length} sent`,
      })
    }
    return results
  },
}
