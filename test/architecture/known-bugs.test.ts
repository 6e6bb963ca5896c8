import { expect, it } from 'vitest'
import { isThere, namedTestsIn } from './named-tests.ts'

it('each bug that others had names a test that exists', () => {
  const named = namedTestsIn('docs/known-bugs.md')
  expect(named.length).toBeGreaterThanOrEqual(45)
  expect(named.filter((each) => !isThere(each))).toEqual([])
})
