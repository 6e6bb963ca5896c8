import { runCommandLine } from '@costspan/cli'
import { describe, expect, it } from 'vitest'
import { breakEven } from '../../../../packages/cli/src/economics/break-even.ts'

/** Two A100 at $6 an hour that do a million tokens in it. */
const hosting = { gpuUsdPerHour: 6, tokensPerHour: 1_000_000, apiUsdPerMillionTokens: 15, tokensPerRequest: 1_000 }

describe('the break-even of self-hosting', () => {
  it('is where a day of the GPUs costs what the API would', () => {
    expect(breakEven({ ...hosting, utilisation: 0.5 })).toEqual({
      usdPerMillionTokens: 12,
      requestsPerDay: 9_600,
      capacityPerDay: 12_000,
      isReachable: true,
    })
  })

  it('is none where the GPUs cannot do so many requests', () => {
    // The table of the seeds: 80,000 tokens for a dollar are $12.50 a million, and the API charges $0.90.
    const seed = { ...hosting, tokensPerHour: 480_000, apiUsdPerMillionTokens: 0.9, utilisation: 1 }
    expect(breakEven(seed)).toMatchObject({ usdPerMillionTokens: 12.5, capacityPerDay: 11_520, isReachable: false })
  })

  it('counts operations, and refuses what makes no sense', () => {
    const busy = breakEven({ ...hosting, operationsUsdPerMonth: 365.25 })
    expect(busy.requestsPerDay).toBeCloseTo((144 + 12) / 0.015, 6)
    expect(() => breakEven({ ...hosting, tokensPerHour: 0 })).toThrow('tokensPerHour must be a number above 0, got 0')
    expect(() => breakEven({ ...hosting, utilisation: 40 })).toThrow('utilisation must be above 0 and up to 1, got 40')
  })

  it('is told by the command line', async () => {
    let stdout = ''
    const io = { stdout: { write: (text: string) => (stdout += text) }, stderr: { write: () => true }, env: {} }
    const args = ['--gpu', '$6', '--tokens-per-hour', '1_000_000', '--api', '$15', '--utilisation', '50%']
    expect(await runCommandLine(['economics', 'break-even', ...args], io)).toBe(0)
    expect(stdout).toBe(
      'A million tokens cost $12.00 on these GPUs\n' +
        'They cost as much as the API at 9,600 requests a day, and can do 12,000\n' +
        'Above that they are cheaper\n',
    )
    expect(await runCommandLine(['economics', 'break-even', '--gpu', 'six'], io)).toBe(2)
  })
})
