import { createCallGuard, createGuard, guardedFetch } from '@costspan/guard'
import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { configuredCaches } from '../../../../packages/node/src/guard/configured-caches.ts'
import { completion, QUESTION } from '../../guard/cache/cached.ts'

const CACHE = { features: { '*': { scope: 'global' } } } as const

describe('the caches of the settings', () => {
  it('are none where there are no settings for them', () => {
    expect(configuredCaches({}, {})).toEqual([])
  })

  it('answer as the settings say', async () => {
    const caches = configuredCaches({ cache: CACHE }, {})
    let calls = 0
    const provider = (): Promise<Response> => Promise.resolve(completion({ content: `answer ${(calls += 1)}` }))
    const fetch = guardedFetch(provider, createCallGuard(createGuard({ budgets: [] }), { caches }))
    const ask = (): Promise<string> =>
      fetch('https://api.openai.com/v1/chat/completions', { method: 'POST', body: JSON.stringify(QUESTION) }).then(
        (answer) => answer.text(),
      )
    await ask()
    expect([(await ask()).includes('answer 1'), calls]).toEqual([true, 1])
  })

  it('take their keys from the environment, and miss one at the start', () => {
    const cache = { ...CACHE, encryption: { keys: [{ id: 'a', env: 'CACHE_KEY' }] } }
    expect(configuredCaches({ cache }, { CACHE_KEY: randomBytes(32).toString('base64') })).toHaveLength(1)
    expect(() => configuredCaches({ cache }, {})).toThrow(
      new TypeError('cache.encryption: the variable CACHE_KEY must hold a key of 32 bytes in base64, and is not set'),
    )
  })

  it('send the key of OpenAI to nobody where another one is to be taken', () => {
    const embedder = { model: 'embed', baseUrl: 'https://embed.example/v1', apiKeyEnv: 'EMBED_KEY' }
    expect(() => configuredCaches({ semanticCache: { features: {}, embedder } }, { OPENAI_API_KEY: 'secret' })).toThrow(
      new TypeError('semanticCache.embedder.apiKeyEnv: the variable EMBED_KEY must hold a key, and is not set'),
    )
  })

  it('name the setting of the semantic cache whose key is missing', () => {
    const encryption = { keys: [{ id: 'a', env: 'CACHE_KEY' }] }
    const semanticCache = { features: {}, embedder: { model: 'text-embedding-3-small' }, encryption }
    expect(() => configuredCaches({ semanticCache }, { OPENAI_API_KEY: 'key' })).toThrow(
      'semanticCache.encryption: the variable CACHE_KEY',
    )
  })
})
