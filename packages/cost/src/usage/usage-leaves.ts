import type { TokenUsage } from './call-usage.ts'
import { usageProblem } from './usage-problem.ts'

/**
 * Leaves: counts of which every token belongs to exactly one, so that each can be multiplied by its own rate and nothing is
 * billed twice. `TokenUsage` has totals and parts; leaves are what remains when each part is taken out of its total.
 */
export interface UsageLeaves {
  /** Text input that came from no cache and went into none. */
  readonly input: number
  /** Text input that was read from the cache. */
  readonly cacheRead: number
  /** Input that was written to the cache for five minutes, or for as long as the provider's only kind lasts. */
  readonly cacheWrite: number
  readonly cacheWrite1h: number
  readonly inputAudio: number
  readonly inputImage: number
  readonly cacheReadAudio: number
  readonly cacheReadImage: number
  /** Text output that is not reasoning. */
  readonly output: number
  readonly reasoning: number
  readonly outputAudio: number
  readonly outputImage: number
}

/** The leaves, or what is wrong with the counts. */
export type SplitUsage =
  | { readonly valid: true; readonly leaves: UsageLeaves }
  | { readonly valid: false; readonly problem: string }

/**
 * Splits totals into leaves. Counts are invalid when no division of tokens could have produced them: a part larger than its
 * total, parts that exclude one another and exceed it together, or a count that is no whole number of zero or more.
 *
 * Providers rarely say how much of the audio or of the images was cached. Where the counts show that some must have been,
 * those tokens are taken as cached, images first.
 */
export function splitUsage(usage: TokenUsage): SplitUsage {
  const problem = usageProblem(usage)
  return problem === undefined ? { valid: true, leaves: leavesOf(usage) } : { valid: false, problem }
}

/** The leaves of counts that are known to be sound. */
function leavesOf(usage: TokenUsage): UsageLeaves {
  const { input, output, cacheRead = 0, cacheWrite = 0, cacheWrite1h = 0, inputAudio = 0, inputImage = 0 } = usage
  const { cacheReadAudio = 0, cacheReadImage = 0, reasoning = 0, outputAudio = 0, outputImage = 0 } = usage
  const uncached = input - cacheRead - cacheWrite
  const freshAudio = inputAudio - cacheReadAudio
  const freshImage = inputImage - cacheReadImage
  const alsoCached = Math.max(0, freshAudio + freshImage - uncached)
  const cachedImage = Math.min(alsoCached, freshImage)
  const cachedAudio = alsoCached - cachedImage
  return {
    input: uncached - (freshAudio - cachedAudio) - (freshImage - cachedImage),
    cacheRead: cacheRead - cacheReadAudio - cacheReadImage,
    cacheWrite: cacheWrite - cacheWrite1h,
    cacheWrite1h,
    inputAudio: freshAudio - cachedAudio,
    inputImage: freshImage - cachedImage,
    cacheReadAudio,
    cacheReadImage,
    output: output - reasoning - outputAudio - outputImage,
    reasoning,
    outputAudio,
    outputImage,
  }
}
