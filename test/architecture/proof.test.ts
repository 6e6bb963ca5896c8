import { expect, it } from 'vitest'
import { isThere, namedTestsIn } from './named-tests.ts'

it('each promise that docs/proof.md names has a test or a table of figures that exists', () => {
  const named = namedTestsIn('docs/proof.md')
  expect(named.length).toBeGreaterThanOrEqual(55)
  expect(named.filter((each) => !isThere(each))).toEqual([])
})
