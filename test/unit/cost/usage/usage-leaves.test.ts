import { type TokenUsage, splitUsage } from '@costspan/cost/prices'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyUsage } from './any-usage.ts'

const NO_LEAVES = {
  input: 0,
  cacheRead: 0,
  cacheWrite: 0,
  cacheWrite1h: 0,
  inputAudio: 0,
  inputImage: 0,
  cacheReadAudio: 0,
  cacheReadImage: 0,
  output: 0,
  reasoning: 0,
  outputAudio: 0,
  outputImage: 0,
}

describe('splitUsage', () => {
  it('takes each part out of its total', () => {
    const usage = { input: 1_000, output: 300, cacheRead: 400, cacheWrite: 200, cacheWrite1h: 50, reasoning: 120 }
    expect(splitUsage(usage)).toEqual({
      valid: true,
      leaves: {
        ...NO_LEAVES,
        input: 400,
        cacheRead: 400,
        cacheWrite: 150,
        cacheWrite1h: 50,
        output: 180,
        reasoning: 120,
      },
    })
  })

  it('takes cached audio out of both the cache and the audio, as the conventions count it', () => {
    const usage = { input: 300, output: 0, cacheRead: 40, inputImage: 200, cacheReadImage: 10 }
    expect(splitUsage(usage)).toEqual({
      valid: true,
      leaves: { ...NO_LEAVES, input: 70, cacheRead: 30, inputImage: 190, cacheReadImage: 10 },
    })
  })

  it('takes images as cached where the counts show that they were, and nothing else', () => {
    expect(splitUsage({ input: 1_000, output: 0, cacheRead: 700, inputImage: 600 })).toEqual({
      valid: true,
      leaves: { ...NO_LEAVES, cacheRead: 700, inputImage: 300 },
    })
  })

  it('takes audio as written to the cache where the counts show that it was', () => {
    expect(splitUsage({ input: 1_000, output: 0, cacheWrite: 900, inputAudio: 600 })).toEqual({
      valid: true,
      leaves: { ...NO_LEAVES, cacheWrite: 900, inputAudio: 100 },
    })
  })

  it('loses and invents no token', () => {
    fc.assert(
      fc.property(anyUsage, (usage) => {
        const split = splitUsage(usage)
        if (!split.valid) throw new Error(split.problem)
        const { output, reasoning, outputAudio, outputImage, ...inputs } = split.leaves
        expect(Object.values(inputs).reduce((sum, count) => sum + count)).toBe(usage.input)
        expect(output + reasoning + outputAudio + outputImage).toBe(usage.output)
        expect(Math.min(...Object.values(split.leaves))).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it('loses no token either when the provider does not say how much of the audio and images was cached', () => {
    fc.assert(
      fc.property(anyUsage, ({ cacheReadAudio: _, cacheReadImage: __, ...usage }) => {
        const split = splitUsage(usage)
        if (!split.valid) throw new Error(split.problem)
        const { output: ___, reasoning, outputAudio, outputImage, ...inputs } = split.leaves
        expect(Object.values(inputs).reduce((sum, count) => sum + count)).toBe(usage.input)
        expect(Math.min(reasoning, outputAudio, outputImage, ...Object.values(inputs))).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it('splits any counts without loss, or says that they are invalid', () => {
    const parts = ['cacheRead', 'cacheWrite', 'cacheWrite1h', 'inputAudio', 'inputImage', 'cacheReadAudio'] as const
    const anyCounts = fc.record(
      {
        cacheReadImage: fc.nat(9),
        reasoning: fc.nat(9),
        ...Object.fromEntries(parts.map((part) => [part, fc.nat(9)])),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(fc.nat(20), fc.nat(9), anyCounts, (input, output, counts) => {
        const split = splitUsage({ input, output, ...counts })
        if (!split.valid) return
        const leaves = Object.values(split.leaves)
        expect([leaves.reduce((sum, count) => sum + count), Math.min(...leaves) >= 0]).toEqual([input + output, true])
      }),
      { numRuns: 5_000 },
    )
  })

  it('calls a part that is larger than its total invalid, never negative', () => {
    const parts = [
      'cacheRead',
      'cacheWrite',
      'inputAudio',
      'inputImage',
      'reasoning',
      'outputAudio',
      'outputImage',
    ] as const
    fc.assert(
      fc.property(fc.constantFrom(...parts), fc.nat(), fc.integer({ min: 1, max: 1_000_000 }), (part, total, more) => {
        const usage: TokenUsage = { input: total, output: total, [part]: total + more }
        expect(splitUsage(usage).valid).toBe(false)
      }),
    )
  })

  it.each<[TokenUsage, string]>([
    [{ input: 100, output: 0, cacheRead: 101 }, 'cacheRead + cacheWrite (101) cannot exceed input (100)'],
    [
      { input: 100, output: 0, cacheRead: 60, cacheWrite: 60 },
      'cacheRead + cacheWrite (120) cannot exceed input (100)',
    ],
    [
      { input: 100, output: 0, inputAudio: 60, inputImage: 60 },
      'inputAudio + inputImage (120) cannot exceed input (100)',
    ],
    [{ input: 100, output: 0, cacheWrite: 10, cacheWrite1h: 11 }, 'cacheWrite1h (11) cannot exceed cacheWrite (10)'],
    [{ input: 100, output: 0, cacheWrite1h: 11 }, 'cacheWrite1h (11) cannot exceed cacheWrite (0)'],
    [
      { input: 100, output: 0, cacheRead: 50, inputAudio: 9, cacheReadAudio: 10 },
      'cacheReadAudio (10) cannot exceed inputAudio (9)',
    ],
    [
      { input: 100, output: 0, cacheRead: 5, inputAudio: 9, cacheReadAudio: 9 },
      'cacheReadAudio + cacheReadImage (9) cannot exceed cacheRead (5)',
    ],
    [
      { input: 100, output: 0, cacheRead: 90, inputAudio: 20, cacheReadAudio: 5 },
      'uncached audio and images (15) cannot exceed the uncached input (10)',
    ],
    [
      { input: 0, output: 10, reasoning: 6, outputAudio: 5 },
      'reasoning + outputAudio + outputImage (11) cannot exceed output (10)',
    ],
    [{ input: -1, output: 0 }, 'input must be a whole number of tokens, zero or more, got -1'],
    [{ input: 1.5, output: 0 }, 'input must be a whole number of tokens, zero or more, got 1.5'],
    [{ input: 1, output: NaN }, 'output must be a whole number of tokens, zero or more, got NaN'],
    [{ input: Infinity, output: 0 }, 'input must be a whole number of tokens, zero or more, got Infinity'],
    [{ input: 2 ** 53, output: 0 }, 'input must be a whole number of tokens, zero or more, got 9007199254740992'],
  ])('says what is wrong with %j', (usage, problem) => {
    expect(splitUsage(usage)).toEqual({ valid: false, problem })
  })
})
