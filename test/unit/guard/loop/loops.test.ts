import { withCostContext } from '@costspan/cost'
import { BudgetExceededError, createCallGuard } from '@costspan/guard'
import { describe, expect, it } from 'vitest'
import { fake, rejection, useGuarded } from '../http/guarded.ts'
import { recordingGuard } from '../http/recording-guard.ts'

const warnings: object[] = []
const guarded = useGuarded({ loops: { warnAfter: 2, refuseAfter: 4 }, onLoop: (loop) => warnings.push(loop) })

/** One turn of an agent that asks for the same tool again: the history grows, and the ids are new. */
async function turn(run: string, index: number, answer: string, toolResult = 'not found'): Promise<void> {
  const history = Array.from({ length: index }, () => ({ role: 'user' as const, content: 'go on' }))
  const call = { id: `call_${index}`, type: 'function' as const, function: { name: 'search', arguments: '{"q":"x"}' } }
  await withCostContext({ run }, () =>
    guarded.openai.chat.completions.create(
      {
        model: 'gpt-4o',
        messages: [
          ...history,
          { role: 'assistant', tool_calls: [call] },
          { role: 'tool', tool_call_id: call.id, content: toolResult },
        ],
      },
      fake({ text: answer }),
    ),
  )
  await guarded.guard.idle()
}

describe('a run that goes round in circles', () => {
  it('is warned of once, and then refused before it is sent', async () => {
    warnings.length = 0
    for (let index = 0; index < 4; index++) await turn('r-1', index, 'I search again')
    const refused = BudgetExceededError.from(await rejection(turn('r-1', 4, 'I search again')))
    expect(refused?.refusal).toMatchObject({ reason: 'loop', scope: { run: 'r-1' }, retryAfterSeconds: 60 })
    expect(warnings).toEqual([{ scope: 'r-1', model: 'gpt-4o', repeats: 2 }])
    expect(guarded.provider.requests).toHaveLength(4)
  })

  it('is left alone while the answers change, or the results of its tools', async () => {
    for (let index = 0; index < 8; index++) await turn('r-2', index, `answer ${index}`)
    for (let index = 0; index < 8; index++) await turn('r-3', index, 'I search again', `page ${index}`)
    expect(guarded.provider.requests).toHaveLength(16)
  })

  it('does not stop other runs, nor calls that belong to none', async () => {
    for (let index = 0; index < 4; index++) await turn('r-4', index, 'I search again')
    await turn('r-5', 4, 'I search again')
    const call = { model: 'gpt-4o', messages: [{ role: 'user' as const, content: 'same' }] }
    for (let index = 0; index < 8; index++) await guarded.openai.chat.completions.create(call, fake({ text: 'same' }))
    expect(guarded.provider.requests).toHaveLength(13)
  })

  it('has a way out: another question, or a reset', async () => {
    for (let index = 0; index < 4; index++) await turn('r-6', index, 'I search again')
    await turn('r-6', 4, 'now it works', 'found')
    await rejection(turn('r-6', 5, 'I search again'))
    guarded.callGuard.loops?.reset('r-6')
    await turn('r-6', 6, 'I search again')
    expect(guarded.provider.requests).toHaveLength(6)
  })

  it('counts failures that repeat as well: a storm of retries is a loop', async () => {
    const ask = (): Promise<unknown> =>
      withCostContext({ run: 'r-7' }, () =>
        guarded.openai.chat.completions.create(
          { model: 'gpt-4o', messages: [{ role: 'user', content: 'Hello' }] },
          { ...fake({ status: 500, retryAfterMillis: 1 }), maxRetries: 9 },
        ),
      )
    const error = await rejection(ask())
    expect(BudgetExceededError.from(error)?.refusal.reason).toBe('loop')
    expect(guarded.provider.requests).toHaveLength(4)
  })

  it.each([
    [{ warnAfter: 0 }, 'loops.warnAfter must be a whole number of 1 or more, got 0'],
    [{ refuseAfter: 1.5 }, 'loops.refuseAfter must be a whole number of 1 or more, got 1.5'],
    [{ warnAfter: 5, refuseAfter: 2 }, 'loops.warnAfter must not be more than refuseAfter (2), got 5'],
  ])('rejects %j', (loops, message) => {
    expect(() => createCallGuard(recordingGuard(), { loops })).toThrow(new TypeError(message))
  })
})
