import fc from 'fast-check'
import { describe, it } from 'vitest'
import { FUZZ_TARGETS } from './fuzz-targets.ts'

/** `npm run fuzz` asks for more, and for hours where that is wanted: `FUZZ_RUNS=1000000 npm run fuzz`. */
const numRuns = Number(process.env['FUZZ_RUNS'] ?? 200)

describe('fuzzed', () => {
  it.each(FUZZ_TARGETS)('$name', { timeout: 60_000 + numRuns * 100 }, async ({ property }) => {
    await fc.assert(property, { numRuns })
  })
})
