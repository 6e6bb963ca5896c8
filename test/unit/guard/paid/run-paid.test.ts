import { activeCostContext } from '@costspan/cost'
import { BudgetExceededError, createGuard, type PaidAmount, runPaid } from '@costspan/guard'
import { describe, expect, it } from 'vitest'
import { recordingGuard } from '../http/recording-guard.ts'
import { rejection } from '../http/guarded.ts'

const search = { provider: 'search.example', model: 'web', estimate: '$0.01', context: { user: 'u-1' } }

describe('work that is paid for outside of any client', () => {
  it.each<[string, PaidAmount | undefined, bigint]>([
    ['what it tells', '$0.008', 8_000_000n],
    ['nothing, where it tells that it was free', 0, 0n],
    ['the estimate, where it tells nothing', undefined, 10_000_000n],
  ])('is booked at %s', async (_what, told, expected) => {
    const guard = recordingGuard()
    const result = await runPaid(guard, search, (paid) => {
      if (told !== undefined) paid(told)
      return Promise.resolve(activeCostContext()?.user)
    })
    await guard.idle()
    expect({ result, spent: guard.spentNanoUsd }).toEqual({ result: 'u-1', spent: expected })
  })

  it('is priced by its usage, where it is of a model that has a price', async () => {
    const guard = recordingGuard()
    const work = { provider: 'openai', model: 'gpt-4o', estimate: { inputTokens: 1_000, outputTokens: 100 } }
    await runPaid(guard, work, (paid) => Promise.resolve(paid({ tokens: { input: 400, output: 10 } })))
    await guard.idle()
    expect({ held: guard.asked[0]?.estimate.nanoUsd, spent: guard.spentNanoUsd }).toEqual({
      held: 3_500_000n,
      spent: 1_100_000n,
    })
  })

  it('is not begun where the budget refuses', async () => {
    const error = await rejection(runPaid(recordingGuard(5n), search, () => Promise.reject(new Error('begun'))))
    expect(error).toBeInstanceOf(BudgetExceededError)
  })

  it('is booked at the estimate where it fails, because it may well be billed', async () => {
    const guard = recordingGuard()
    expect(await rejection(runPaid(guard, search, () => Promise.reject(new Error('mine'))))).toEqual(new Error('mine'))
    await guard.idle()
    expect(guard.spentNanoUsd).toBe(10_000_000n)
  })
})

describe('a guard', () => {
  it('runs paid work by itself, up to its budget', async () => {
    const guard = createGuard({ limit: '$0.015', per: 'day' })
    const paidTwice = async (): Promise<void> => {
      await guard.run(search, (paid) => Promise.resolve(paid('$0.01')))
      await guard.run(search, (paid) => Promise.resolve(paid('$0.01')))
    }
    const error = await rejection(paidTwice())
    const [budget] = await guard.status()
    expect({ isRefused: error instanceof BudgetExceededError, spent: budget?.spent }).toEqual({
      isRefused: true,
      spent: 10_000_000n,
    })
    await guard.close()
  })
})
