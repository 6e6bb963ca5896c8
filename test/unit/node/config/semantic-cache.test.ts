import { loadConfig } from '@costspan/node/config'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from './temporary-folder.ts'

function load(yaml: string): ReturnType<typeof loadConfig> {
  return loadConfig({}, {}, temporaryFolder({ 'costspan.yaml': yaml }))
}

const EMBEDDER = 'embedder: { model: text-embedding-3-small }'

describe('a semantic cache in costspan.yaml', () => {
  it('is read as it is written', () => {
    const { semanticCache } = load(`semanticCache:
  embedder: { model: text-embedding-3-small, dimensions: 512, baseUrl: http://localhost/v1, apiKeyEnv: EMBED_KEY }
  store: redis://localhost:6379
  embedTimeoutMillis: 300
  encryption: { keys: [{ id: a, env: CACHE_KEY }] }
  features:
    faq: { ttlSeconds: 600, scope: global, threshold: 0.9, synonyms: [[plan, subscription]], shadowShare: 0.1, maxTurns: 3 }
    '*': { mode: shadow, maxFalseHitRate: 0.02 }
`)
    expect(semanticCache).toEqual({
      embedder: {
        model: 'text-embedding-3-small',
        dimensions: 512,
        baseUrl: 'http://localhost/v1',
        apiKeyEnv: 'EMBED_KEY',
      },
      store: 'redis://localhost:6379',
      embedTimeoutMillis: 300,
      encryption: { keys: [{ id: 'a', env: 'CACHE_KEY' }] },
      features: {
        faq: {
          ttlSeconds: 600,
          scope: 'global',
          threshold: 0.9,
          synonyms: [['plan', 'subscription']],
          shadowShare: 0.1,
          maxTurns: 3,
        },
        '*': { mode: 'shadow', maxFalseHitRate: 0.02 },
      },
    })
  })

  it.each([
    ['semanticCache: { features: {} }', 'semanticCache.embedder'],
    [
      `semanticCache: { features: { faq: { threshold: 95 } }, ${EMBEDDER} }`,
      'semanticCache.features.faq.threshold must be a number from 0 to 1, got 95',
    ],
    [
      `semanticCache: { features: { faq: { synonyms: [[plan]] } }, ${EMBEDDER} }`,
      'semanticCache.features.faq.synonyms[0] must be two words or more',
    ],
    [
      `semanticCache: { features: { faq: { scope: team } }, ${EMBEDDER} }`,
      'semanticCache.features.faq.scope must be "tenant", "user" or "global", got "team"',
    ],
    [
      `semanticCache: { features: {}, store: "sqlite:a.db", ${EMBEDDER} }`,
      'semanticCache.store must be "memory" or "redis://<host>:<port>", got "sqlite:a.db"',
    ],
    ['promptCache: yes please', 'promptCache must be true, false or an object, got "yes please"'],
    ['promptCache: { key: abc }', 'promptCache'],
  ])('is refused with its path when it is wrong: %s', (yaml, problem) => {
    expect(() => load(yaml)).toThrow(TypeError)
    expect(() => load(yaml)).toThrow(problem)
  })
})
