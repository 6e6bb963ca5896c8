import fc from 'fast-check'
import { expect } from 'vitest'
import { readEvaluations } from '../../../packages/cli/src/economics/evaluation.ts'
import { readOutcomes } from '../../../packages/cli/src/economics/outcome.ts'
import { readOwnership } from '../../../packages/cli/src/economics/ownership.ts'
import { readRevenue } from '../../../packages/cli/src/economics/revenue-plan.ts'
import { parseTestRun } from '../../../packages/cli/src/test-costs/test-run.ts'
import type { FuzzTarget } from '../fuzz-target.ts'
import { mutatedText } from '../mutated.ts'

/** Files that people write by hand or by their own programs: each reader, with what it reads. */
const READERS: readonly (readonly [read: (text: string) => unknown, sample: string])[] = [
  [readRevenue, 'tier,price,users\npro,$20,120\nfree,0,\n'],
  [readRevenue, 'user,revenue\n"user, one",$30.50\n'],
  [readOwnership, 'category,name,month\ninfrastructure,gateway,$100\noperational,evaluation,$250.50\n'],
  [readOutcomes, 'outcome,success,run\nticket,yes,run-1\n'],
  [readEvaluations, 'evaluation,score,trace\nrelevance,0.8,0af7651916cd43dd8448eb211c80319c\n'],
  [
    (text) => parseTestRun(text, 'costs.json'),
    '{"version":1,"tests":[{"file":"a.test.ts","name":"asks","sites":[{"feature":"qa","operation":"chat","models":["gpt-4o"],"calls":1,"unpricedCalls":0,"nanoUsd":"25800"}]}]}',
  ],
]

const written = fc
  .constantFrom(...READERS)
  .chain(([read, sample]) => fc.record({ read: fc.constant(read), text: mutatedText([sample]) }))

/** A table is taken whole, or refused in words that say where it is wrong. */
export const tables: FuzzTarget = {
  name: 'a table of revenue, outcomes, scores or costs of tests is read, or refused with a TypeError',
  property: fc.property(written, ({ read, text }) => {
    try {
      read(text)
    } catch (error) {
      expect(error).toBeInstanceOf(TypeError)
      expect((error as Error).message).toMatch(/must|is no /)
    }
  }),
}
