import { loadConfig } from '@costspan/node/config'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from './temporary-folder.ts'

function load(yaml: string): ReturnType<typeof loadConfig> {
  return loadConfig({}, {}, temporaryFolder({ 'costspan.yaml': yaml }))
}

describe('a cache in costspan.yaml', () => {
  it('is read as it is written', () => {
    const { cache } = load(`cache:
  store: redis://localhost:6379
  maxEntryKilobytes: 256
  waitSeconds: 10
  storeTimeoutMillis: 50
  encryption: { keys: [{ id: '2026-11', env: CACHE_KEY }, { id: '2026-10', env: CACHE_KEY_BEFORE }] }
  features:
    faq: { ttlSeconds: 86400, scope: global, namespace: v2, vary: [tier, tags.locale], anyTemperature: true }
    '*': { toolCalls: true }
`)
    expect(cache).toEqual({
      store: 'redis://localhost:6379',
      maxEntryKilobytes: 256,
      waitSeconds: 10,
      storeTimeoutMillis: 50,
      encryption: {
        keys: [
          { id: '2026-11', env: 'CACHE_KEY' },
          { id: '2026-10', env: 'CACHE_KEY_BEFORE' },
        ],
      },
      features: {
        faq: {
          ttlSeconds: 86400,
          scope: 'global',
          namespace: 'v2',
          vary: ['tier', 'tags.locale'],
          anyTemperature: true,
        },
        '*': { toolCalls: true },
      },
    })
  })

  it.each([
    ['cache: {}', 'cache.features'],
    [
      'cache: { features: { faq: { ttlSeconds: 0 } } }',
      'cache.features.faq.ttlSeconds must be a number of seconds above 0 and up to 31536000, got 0',
    ],
    [
      'cache: { features: { faq: { scope: team } } }',
      'cache.features.faq.scope must be "tenant", "user" or "global", got "team"',
    ],
    [
      'cache: { features: { faq: { vary: [locale] } } }',
      'cache.features.faq.vary[0] must be a dimension of the cost context, such as "tier" or "tags.locale", got "locale"',
    ],
    [
      'cache: { features: {}, store: "sqlite:a.db" }',
      'cache.store must be "memory" or "redis://<host>:<port>", got "sqlite:a.db"',
    ],
    ['cache: { features: {}, encryption: { keys: [] } }', 'cache.encryption.keys must be one key or more, got []'],
  ])('is refused with its path when it is wrong: %s', (yaml, problem) => {
    expect(() => load(yaml)).toThrow(TypeError)
    expect(() => load(yaml)).toThrow(problem)
  })
})
