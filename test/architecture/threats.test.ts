import { expect, it } from 'vitest'
import { isThere, namedTestsIn } from './named-tests.ts'

it('each threat that SECURITY.md names is stopped by something that a test proves', () => {
  const named = namedTestsIn('SECURITY.md')
  expect(named.length).toBeGreaterThanOrEqual(30)
  expect(named.filter((each) => !isThere(each))).toEqual([])
})
