import { describe, expect, it } from 'vitest'
import { createRecentPrompts, type RecentPrompt } from '../../../../packages/guard/src/prompt-cache/recent-prompts.ts'

function promptOf(pieces: number): RecentPrompt {
  const all = Array.from({ length: pieces }, (_, index) => ({ hash: index, start: index, chars: 1 }))
  const segment = {
    part: 'system',
    place: 'system',
    hash: 'h',
    chars: pieces,
    keptMillis: undefined,
    pieces: all,
  } as const
  const print = { segments: [segment], hash: 'h', toolsHash: undefined, systemHash: 'h' }
  return { print, model: 'gpt-4o', atMillis: 0, cachedTokens: 0, inputTokens: 0 }
}

describe('the prompts that are remembered', () => {
  it('are bounded in size: the lane that was used least lately goes first', () => {
    const recent = createRecentPrompts()
    recent.add('one', promptOf(90_000))
    recent.add('two', promptOf(90_000))
    recent.add('one', promptOf(90_000))
    recent.add('three', promptOf(90_000))
    expect(['one', 'two', 'three'].map((lane) => recent.last(lane) !== undefined)).toEqual([true, false, true])
  })

  it('are bounded in number', () => {
    const recent = createRecentPrompts()
    for (let lane = 0; lane <= 1_000; lane++) recent.add(String(lane), promptOf(1))
    expect([recent.last('0'), recent.last('1')?.model]).toEqual([undefined, 'gpt-4o'])
  })
})
