import { createExactCache, type FeatureCacheOptions, withCacheControl } from '@costspan/guard'
import { describe, expect, it } from 'vitest'
import { cached } from './cached.ts'

describe('what a call wants of caches', () => {
  it('bypass: is neither answered nor kept', async () => {
    const { words } = cached()
    const bypass = { control: { mode: 'bypass' } } as const
    expect([await words(bypass), await words(), await words(bypass), await words()]).toEqual([
      'answer 1',
      'answer 2',
      'answer 3',
      'answer 2',
    ])
  })

  it.each([
    { control: { mode: 'refresh' } as const },
    { headers: { 'cache-control': 'no-cache' } },
    { headers: { 'Cache-Control': 'max-age=0' } },
  ])('refresh: asks the provider, and keeps what it says (%o)', async (refresh) => {
    const { words } = cached()
    expect([await words(), await words(refresh), await words()]).toEqual(['answer 1', 'answer 2', 'answer 2'])
  })

  it('the header of a call goes before the code around it', async () => {
    const { words } = cached()
    await words()
    const both = { control: { mode: 'refresh' }, headers: { 'cache-control': 'no-store' } } as const
    expect([await words(both), await words()]).toEqual(['answer 2', 'answer 1'])
  })

  it('inside of another, values and tags are added, and the rest takes its place', async () => {
    const { words, cache } = cached()
    const inner = { control: { vary: { b: '2' }, tags: ['inner'] } }
    const answer = await withCacheControl({ vary: { a: '1' }, tags: ['outer'], mode: 'use' }, () => words(inner))
    expect(await words({ control: { vary: { a: '1', b: '2' } } })).toBe(answer)
    expect([await cache.forget({ tag: 'outer' }), await cache.forget({ tag: 'inner' })]).toEqual([1, 0])
  })

  it.each([
    [{ mode: 'never' }, 'withCacheControl: mode must be "use", "refresh" or "bypass", got "never"'],
    [{ ttlSeconds: 0 }, 'withCacheControl: ttlSeconds must be a number of seconds above 0 and up to 31536000, got 0'],
    [
      { ttlSeconds: '60' },
      'withCacheControl: ttlSeconds must be a number of seconds above 0 and up to 31536000, got "60"',
    ],
    [{ tags: 'faq' }, 'withCacheControl: tags must be a list of strings, got "faq"'],
    [{ vary: { a: 1 } }, 'withCacheControl: vary must be an object of strings, got {"a":1}'],
  ])('%j is no such wish', (control, message) => {
    expect(() => withCacheControl(control as never, () => {})).toThrow(new TypeError(message))
  })

  it('is for no answer that is kept for ever', () => {
    expect(() => withCacheControl({ ttlSeconds: Infinity }, () => {})).toThrow('ttlSeconds must be')
  })
})

describe('the time of an answer', () => {
  it('ends after what its feature says, or up to a tenth before, so that not all end together', async () => {
    let now = Date.now()
    const { words } = cached({ features: { '*': { ttlSeconds: 100 } }, now: () => now })
    await words()
    now += 89_000
    expect(await words()).toBe('answer 1')
    now += 11_001
    expect(await words()).toBe('answer 2')
  })

  it('is what the call says, where it says one', async () => {
    let now = Date.now()
    const { words } = cached({ now: () => now })
    await words({ control: { ttlSeconds: 10 } })
    now += 8_000
    expect(await words()).toBe('answer 1')
    now += 2_001
    expect(await words()).toBe('answer 2')
  })
})

describe('settings of a cache that are undefined', () => {
  it('have their defaults', async () => {
    const undefinedToo = { ttlSeconds: undefined, scope: undefined, vary: undefined } as never
    const { words } = cached({ features: { '*': undefinedToo } })
    const colleague = { context: { user: 'u-18' } }
    const stranger = { context: { tenant: 'globex' } }
    expect([await words(), await words(colleague), await words(stranger)]).toEqual(['answer 1', 'answer 1', 'answer 2'])
  })
})

describe('settings of a cache that are wrong', () => {
  it.each<[FeatureCacheOptions, string]>([
    [{ ttlSeconds: 0 }, 'features.faq.ttlSeconds must be a number of seconds above 0 and up to 31536000, got 0'],
    [{ scope: 'team' as never }, 'features.faq.scope must be "tenant", "user" or "global", got "team"'],
    [
      { vary: ['locale'] },
      'features.faq.vary must be a list of dimensions of the cost context, such as "tier" or "tags.locale", got ["locale"]',
    ],
    [
      { ttl: 5 } as never,
      'features.faq.ttl is no setting, expected one of ttlSeconds, scope, namespace, vary, toolCalls, anyTemperature',
    ],
  ])('are named: %j', (options, message) => {
    expect(() => createExactCache({ features: { faq: options } })).toThrow(new TypeError(message))
  })

  it('are named, of the cache itself', () => {
    expect(() => createExactCache({ features: {}, waitMillis: -1 })).toThrow(
      new TypeError('waitMillis must be a number above 0, got -1'),
    )
    const keys = [{ id: 'a', key: 'c2hvcnQ=' }]
    expect(() => createExactCache({ features: {}, encryption: { keys } })).toThrow(
      new TypeError('encryption.keys[0].key must be 32 bytes, got 5'),
    )
  })
})
