import { batchMetadata, withCostContext } from '@costspan/cost'
import { describe, expect, it } from 'vitest'

describe('the metadata of a batch', () => {
  it("has the application's own and the cost context", () => {
    const context = { feature: 'triage', user: 'u-1', tags: { region: 'eu' } }
    expect(withCostContext(context, () => batchMetadata({ job: 'nightly' }))).toEqual({
      job: 'nightly',
      'costspan.feature': 'triage',
      'user.id': 'u-1',
      'costspan.tag.region': 'eu',
    })
  })

  it('is only what the application has, without a cost context', () => {
    expect(batchMetadata({ job: 'nightly' })).toEqual({ job: 'nightly' })
  })

  it('stays within what a provider takes, and never replaces what the application has', () => {
    const own = Object.fromEntries(Array.from({ length: 14 }, (_, index) => [`key-${index}`, 'x']))
    const context = { feature: 'triage', team: 'care', tenant: 'acme', tags: { ['t'.repeat(60)]: 'long' } }
    const metadata = withCostContext(context, () => batchMetadata({ ...own, 'costspan.feature': 'mine' }))
    expect(metadata).toEqual({ ...own, 'costspan.feature': 'mine', 'costspan.team': 'care' })
    const long = withCostContext({ tags: { ['t'.repeat(60)]: 'long' } }, () => batchMetadata())
    expect(long).toEqual({})
  })
})
