import { fitMessages, PromptTooLargeError } from '@costspan/guard'
import fc from 'fast-check'
import { encode } from 'gpt-tokenizer/encoding/o200k_base'
import { describe, expect, it } from 'vitest'
import { type AnyMessage, anyConversation } from './any-conversation.ts'

const countTokens = (texts: readonly string[]): number[] => texts.map((text) => encode(text).length)
const LOW_DETAIL_IMAGE = 85
const ASSUMED_IMAGE = 765

/** Counts a conversation by rules of its own: text, names and JSON by the tokenizer, three a message, three for the answer. */
function countedAgain(messages: readonly AnyMessage[]): number {
  return messages.reduce((sum, message) => sum + 3 + tokensIn(message), 3)
}

function tokensIn(value: unknown): number {
  if (typeof value === 'string') return encode(value).length
  if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + tokensIn(each), 0)
  if (typeof value !== 'object' || value === null) return 0
  const {
    role,
    name,
    content,
    text,
    tool_calls,
    function: called,
    arguments: given,
    input,
    type,
    image_url,
  } = value as AnyMessage
  if (type === 'image_url') return (image_url as AnyMessage)['detail'] === 'low' ? LOW_DETAIL_IMAGE : ASSUMED_IMAGE
  const data = input === undefined ? 0 : encode(JSON.stringify(input)).length
  return tokensIn([role, name, content, text, tool_calls, called, given]) + data
}

/** Ids of calls, and of results, as the text of the messages has them. */
function linked(messages: readonly AnyMessage[]): { readonly calls: string[]; readonly results: string[] } {
  const json = JSON.stringify(messages)
  const ids = (pattern: RegExp): string[] => [...json.matchAll(pattern)].map(([, id]) => id ?? '').toSorted()
  return { calls: ids(/"id":"(call_[^"]+)"/g), results: ids(/"tool(?:_call|_use)_id":"(call_[^"]+)"/g) }
}

describe('fitMessages, over 10,000 random conversations', () => {
  it('never exceeds its budget, never splits a call of a tool from its result, and keeps what must stay', async () => {
    let fitted = 0
    let refused = 0
    await fc.assert(
      fc.asyncProperty(anyConversation(), fc.integer({ min: 10, max: 2_500 }), async (messages, maxInputTokens) => {
        const result = await fitMessages(messages, { maxInputTokens, countTokens }).catch((error: unknown) => error)
        if (result instanceof PromptTooLargeError) {
          refused += 1
          return result.neededTokens > maxInputTokens
        }
        fitted += 1
        const { messages: kept, removed, inputTokens } = result as Awaited<ReturnType<typeof fitMessages<AnyMessage>>>
        expect(countedAgain(kept)).toBe(inputTokens)
        expect(inputTokens).toBeLessThanOrEqual(maxInputTokens)
        const { calls, results } = linked(kept)
        expect(calls).toEqual(results)
        expect(kept).toEqual(messages.filter((message) => kept.includes(message)))
        expect(kept.length + removed.length).toBe(messages.length)
        expect(removed.filter(({ role }) => role === 'system')).toEqual([])
        expect(kept.at(-1)).toBe(messages.at(-1))
        expect(kept.find(({ role }) => role !== 'system')?.['role']).toBe('user')
        return true
      }),
      { numRuns: 10_000, seed: 6 },
    )
    // Both ends were met, often.
    expect([fitted > 2_000, refused > 500]).toEqual([true, true])
  }, 120_000)
})
