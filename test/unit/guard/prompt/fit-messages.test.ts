import { fitMessages, PromptTooLargeError } from '@costspan/guard'
import { describe, expect, it } from 'vitest'

/** A token for each word, so that sums can be done in the head. */
const countTokens = (texts: readonly string[]): number[] => texts.map((text) => text.split(' ').length)
const words = (count: number, word = 'word'): string => Array.from({ length: count }, () => word).join(' ')
const said = (role: string, count: number): { role: string; content: string } => ({ role, content: words(count) })

describe('fitMessages', () => {
  it('leaves a conversation that fits as it is', async () => {
    const messages = [said('system', 5), said('user', 10)]
    expect(await fitMessages(messages, { maxInputTokens: 100, countTokens })).toEqual({
      messages,
      removed: [],
      // Three for the answer; for each message three, its role and its words.
      inputTokens: 3 + (3 + 1 + 5) + (3 + 1 + 10),
      removedTokens: 0,
      uncounted: [],
    })
  })

  it('keeps the system prompt and the last message of the user, and history from the newest back', async () => {
    const [system, old, answer, question, last] = [
      said('system', 10),
      said('user', 50),
      said('assistant', 50),
      said('user', 20),
      said('user', 10),
    ]
    const fitted = await fitMessages([system, old, answer, question, last], { maxInputTokens: 70, countTokens })
    expect(fitted).toMatchObject({ messages: [system, question, last], removed: [old, answer], removedTokens: 108 })
  })

  it('leaves out an answer whose question is gone', async () => {
    const messages = [said('user', 50), said('assistant', 5), said('user', 5)]
    const fitted = await fitMessages(messages, { maxInputTokens: 40, countTokens })
    expect(fitted.messages).toEqual([messages[2]])
  })

  it('keeps what is dearer by its priority, and what must stay', async () => {
    const messages = [said('user', 20), said('user', 21), said('user', 22), said('user', 5)]
    const fit = async (priority: (message: unknown, index: number) => number): Promise<number[]> => {
      const { messages: kept } = await fitMessages(messages, { maxInputTokens: 40, countTokens, priority })
      return kept.map((message) => messages.indexOf(message))
    }
    expect(await fit(() => 0)).toEqual([2, 3])
    expect(await fit((_, index) => (index === 1 ? 1 : 0))).toEqual([1, 3])
    expect(await fit((_, index) => (index === 0 ? Infinity : 0))).toEqual([0, 3])
  })

  it('counts what is sent along, and says what must stay when it is too large', async () => {
    const messages = [said('system', 10), said('user', 10)]
    const alongside = { tools: [{ name: 'search' }] }
    const error = await fitMessages(messages, { maxInputTokens: 30, countTokens, alongside }).catch((each) => each)
    expect(error).toBeInstanceOf(PromptTooLargeError)
    expect(error).toMatchObject({
      neededTokens: 32,
      maxInputTokens: 30,
      parts: { 'system prompt in messages[0]': 14, 'last message of the user': 14, 'what is sent along': 4 },
      message:
        'what must stay of the prompt is 32 tokens, more than the 30 of maxInputTokens ' +
        '(system prompt in messages[0]: 14, last message of the user: 14, what is sent along: 4)',
    })
  })

  it('keeps a call of the responses API with its output and what was thought before it', async () => {
    const items = [
      said('user', 40),
      { type: 'reasoning', id: 'rs_1', summary: [] },
      { type: 'function_call', call_id: 'call_1', name: 'search', arguments: words(5) },
      { type: 'function_call_output', call_id: 'call_1', output: words(5) },
    ]
    const fitted = await fitMessages(items, { maxInputTokens: 80, countTokens })
    expect(fitted.messages).toEqual(items)
    await expect(fitMessages(items, { maxInputTokens: 60, countTokens })).rejects.toThrow('what is to be answered: 20')
  })

  it('counts other vocabularies at the upper end of their error', async () => {
    const messages = [said('user', 400), said('user', 200)]
    const options = { maxInputTokens: 700 } as const
    const [own, gemini] = await Promise.all([
      fitMessages(messages, options),
      fitMessages(messages, { ...options, model: 'gemini-2.5-flash' }),
    ])
    expect([own.removed.length, gemini.removed.length]).toEqual([0, 1])
  })

  it('names what is in the prompt and not in the count', async () => {
    const content = [{ type: 'input_audio', input_audio: { data: 'AAAA', format: 'wav' } }]
    const fitted = await fitMessages([{ role: 'user', content }], { maxInputTokens: 30, countTokens })
    expect(fitted.uncounted).toEqual(['input_audio'])
  })

  it.each([0, -1, 1.5, Number.NaN])('wants a whole number above 0, not %s', async (maxInputTokens) => {
    await expect(fitMessages([], { maxInputTokens })).rejects.toThrow(
      new TypeError(`maxInputTokens must be a whole number above 0, got ${String(maxInputTokens)}`),
    )
  })

  it('wants a number from a priority', async () => {
    await expect(
      fitMessages([said('user', 1)], { maxInputTokens: 30, countTokens, priority: () => Number.NaN }),
    ).rejects.toThrow(new TypeError('priority of messages[0] must be a number, got NaN'))
  })
})
