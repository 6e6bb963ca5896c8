import type { TokenUsage } from './call-usage.ts'

/**
 * What is wrong with counts, in words for a log; undefined when some division of tokens can have produced them.
 *
 * Every priced call passes here. So the counts are compared one by one, which allocates nothing, and only counts that are
 * wrong are gone through again for the words.
 */
export function usageProblem(usage: TokenUsage): string | undefined {
  const { input, output, cacheRead = 0, cacheWrite = 0, cacheWrite1h = 0, inputAudio = 0, inputImage = 0 } = usage
  const { cacheReadAudio = 0, cacheReadImage = 0, reasoning = 0, outputAudio = 0, outputImage = 0 } = usage
  const sound =
    isCount(input) &&
    isCount(output) &&
    isCount(cacheRead) &&
    isCount(cacheWrite) &&
    isCount(cacheWrite1h) &&
    isCount(inputAudio) &&
    isCount(inputImage) &&
    isCount(cacheReadAudio) &&
    isCount(cacheReadImage) &&
    isCount(reasoning) &&
    isCount(outputAudio) &&
    isCount(outputImage) &&
    cacheRead + cacheWrite <= input &&
    inputAudio + inputImage <= input &&
    cacheWrite1h <= cacheWrite &&
    cacheReadAudio + cacheReadImage <= cacheRead &&
    cacheReadAudio <= inputAudio &&
    cacheReadImage <= inputImage &&
    reasoning + outputAudio + outputImage <= output &&
    freshCount(usage) <= input - cacheRead
  return sound ? undefined : describeProblem(usage)
}

type Part = keyof TokenUsage

/** Parts of a total that exclude one another, so that even together they cannot exceed it. */
const TOTALS: readonly { readonly total: Part; readonly parts: readonly Part[] }[] = [
  { total: 'input', parts: ['cacheRead', 'cacheWrite'] },
  { total: 'input', parts: ['inputAudio', 'inputImage'] },
  { total: 'cacheWrite', parts: ['cacheWrite1h'] },
  { total: 'cacheRead', parts: ['cacheReadAudio', 'cacheReadImage'] },
  { total: 'inputAudio', parts: ['cacheReadAudio'] },
  { total: 'inputImage', parts: ['cacheReadImage'] },
  { total: 'output', parts: ['reasoning', 'outputAudio', 'outputImage'] },
]

function describeProblem(usage: TokenUsage): string {
  for (const part of new Set(TOTALS.flatMap(({ total, parts }) => [total, ...parts]))) {
    const count = usage[part]
    if (count !== undefined && !isCount(count)) {
      return `${part} must be a whole number of tokens, zero or more, got ${String(count)}`
    }
  }
  for (const { total, parts } of TOTALS) {
    const sum = parts.reduce((counted, part) => counted + (usage[part] ?? 0), 0)
    if (sum > (usage[total] ?? 0)) return `${parts.join(' + ')} (${sum}) cannot exceed ${total} (${usage[total] ?? 0})`
  }
  const unread = usage.input - (usage.cacheRead ?? 0)
  return `uncached audio and images (${freshCount(usage)}) cannot exceed the uncached input (${unread})`
}

/** How much audio and how many images are known not to come from the cache: none, when the provider did not say. */
function freshCount({ inputAudio = 0, inputImage = 0, cacheReadAudio, cacheReadImage }: TokenUsage): number {
  const audio = cacheReadAudio === undefined ? 0 : inputAudio - cacheReadAudio
  const image = cacheReadImage === undefined ? 0 : inputImage - cacheReadImage
  return audio + image
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}
