import { withRetrieval } from '@costspan/cost'
import { describe, expect, it } from 'vitest'
import { useMetered } from './metered.ts'

const metered = useMetered()
const words = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, index) => `word${from + index}`.padEnd(8, '-')).join(' ')

/** What the span of a call says, whose prompt has these retrieved texts. */
async function overlap(chunks: readonly string[], prompt: readonly string[] = chunks): Promise<unknown> {
  const messages = [{ role: 'user' as const, content: `Answer from this.\n${prompt.join('\n')}` }]
  await withRetrieval(chunks, () => metered.openai.chat.completions.create({ model: 'gpt-4o', messages }))
  return (await metered.onlySpan()).attributes['costspan.retrieval.overlap']
}

describe('the overlap of retrieved chunks', () => {
  it('is none where each says something else', async () => {
    expect(await overlap([words(0, 100), words(100, 200)])).toBe(0)
  })

  it('is the part that is sent twice where chunks share their ends', async () => {
    expect(await overlap([words(0, 100), words(80, 180)])).toBeCloseTo(20 / 200, 6)
  })

  it('counts a chunk that stands in the prompt twice', async () => {
    expect(await overlap([words(0, 50)], [words(0, 50), words(0, 50)])).toBe(0.5)
  })

  it('leaves out what was retrieved and not sent', async () => {
    expect(await overlap([words(0, 50), words(0, 40)], [words(0, 40)])).toBe(0)
  })

  it('is not told where nothing of it was sent', async () => {
    expect(await overlap([words(0, 50)], ['nothing'])).toBeUndefined()
  })

  it('does not take common words for a repetition', async () => {
    expect(
      await overlap([
        `the cost of the call is one cent ${words(0, 50)}`,
        `the cost of the call is two ${words(50, 100)}`,
      ]),
    ).toBe(0)
  })
})
