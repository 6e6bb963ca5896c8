import { describe, expect, it } from 'vitest'
import { pseudonymKeys } from '../../../../packages/node/src/pseudonym-keys.ts'

describe('the keys of pseudonyms in the environment', () => {
  it('are read newest first, and a secret may hold whatever comes after the first equals sign', () => {
    expect(pseudonymKeys({ COSTSPAN_PSEUDONYM_KEYS: '2026-11=abc==, 2026-10=def' })).toEqual([
      { id: '2026-11', secret: 'abc==' },
      { id: '2026-10', secret: 'def' },
    ])
  })

  it.each([undefined, '', ' , '])('must be there: %j', (value) => {
    expect(() => pseudonymKeys({ COSTSPAN_PSEUDONYM_KEYS: value })).toThrow(
      'attribution.pseudonyms needs keys in COSTSPAN_PSEUDONYM_KEYS',
    )
  })

  it('are not shown when they are wrong', () => {
    expect(() => pseudonymKeys({ COSTSPAN_PSEUDONYM_KEYS: 'planted-secret' })).toThrow(/^(?!.*planted).*<id>=<secret>/)
  })
})
