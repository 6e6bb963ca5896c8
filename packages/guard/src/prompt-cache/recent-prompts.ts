import { sharedChars } from './find-break.ts'
import type { PrefixPrint } from './prefix-print.ts'

/** What is remembered of a call. */
export interface RecentPrompt {
  readonly print: PrefixPrint
  readonly model: string
  readonly atMillis: number
  /** What the provider's cache had of it afterwards, as far as its usage tells. */
  readonly cachedTokens: number
  readonly inputTokens: number
}

/** The last calls of each lane: those of one feature, and of one conversation where it is known. */
export interface RecentPrompts {
  last(lane: string): RecentPrompt | undefined
  /** The one that has most in common with a prompt; undefined where none has a half of it. */
  mostAlike(lane: string, print: PrefixPrint): RecentPrompt | undefined
  add(lane: string, prompt: RecentPrompt): void
}

const MOST_LANES = 1_000
/** A feature may have some prompts. */
const MOST_PROMPTS = 4
/** Pieces of all prompts together: about 20 MB, however long single prompts are. */
const MOST_PIECES = 200_000

export function createRecentPrompts(): RecentPrompts {
  const lanes = new Map<string, readonly RecentPrompt[]>()
  let pieces = 0

  function forget(lane: string): void {
    for (const prompt of lanes.get(lane) ?? []) pieces -= piecesOf(prompt)
    lanes.delete(lane)
  }

  return {
    last: (lane) => lanes.get(lane)?.[0],
    mostAlike(lane, print) {
      const allChars = print.segments.reduce((sum, { chars }) => sum + chars, 0)
      const shared = (lanes.get(lane) ?? []).map((prompt) => ({ prompt, chars: sharedChars(prompt.print, print) }))
      const best = shared.toSorted((a, b) => b.chars - a.chars)[0]
      return best !== undefined && best.chars >= allChars / 2 ? best.prompt : undefined
    },
    add(lane, prompt) {
      const others = (lanes.get(lane) ?? []).filter(({ print }) => print.hash !== prompt.print.hash)
      const kept = [prompt, ...others].slice(0, MOST_PROMPTS)
      forget(lane)
      lanes.set(lane, kept)
      for (const each of kept) pieces += piecesOf(each)
      for (const oldest of lanes.keys()) {
        if (lanes.size <= MOST_LANES && pieces <= MOST_PIECES) break
        forget(oldest)
      }
    },
  }
}

function piecesOf({ print }: RecentPrompt): number {
  return print.segments.reduce((sum, { pieces }) => sum + pieces.length, 0)
}
