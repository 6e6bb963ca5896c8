import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { register, type RegisterOptions } from '@costspan/node'
import { activeCostContext, withCostContext } from '@costspan/cost'
import { context, metrics, propagation, trace } from '@opentelemetry/api'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'costspan-register-'))
const noFolder = join(folder, 'a-file')
writeFileSync(noFolder, '')
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => vi.unstubAllEnvs())

const KEY = Buffer.alloc(32, 7).toString('base64')
const CACHE = { features: { '*': { scope: 'global' } }, encryption: { keys: [{ id: 'a', env: 'CACHE_KEY' }] } } as const

/** All that a process may notice of metering. */
function traces(): readonly unknown[] {
  const global = globalThis as unknown as Record<symbol, unknown>
  return [
    globalThis.fetch,
    global[Symbol.for('costspan.guard')],
    global[Symbol.for('costspan.telemetry')],
    withCostContext({ user: 'ada' }, () => activeCostContext()),
    propagation.fields(),
    context.with(context.active().setValue(Symbol.for('seen'), true), () =>
      context.active().getValue(Symbol.for('seen')),
    ),
    trace.getTracer('app').startSpan('work').isRecording(),
    metrics.getMeterProvider(),
    ...['beforeExit', 'SIGTERM', 'SIGINT', 'SIGHUP'].map((name) => process.listenerCount(name)),
  ]
}

const BUDGETS = [{ limit: '$1.00', per: 'day' }] as const

const WRONG: readonly (readonly [what: string, options: RegisterOptions, message: string])[] = [
  ['the key of a cache is missing', { cache: CACHE }, 'cache.encryption: the variable CACHE_KEY must hold a key'],
  [
    'the key of the prompt cache is missing',
    { promptCache: { keyEnv: 'PROMPT_KEY' } },
    'promptCache.keyEnv: the variable PROMPT_KEY must hold a key',
  ],
  [
    'the key of the embedder is missing',
    { semanticCache: { features: {}, embedder: { model: 'embed', apiKeyEnv: 'EMBED_KEY' } } },
    'semanticCache.embedder.apiKeyEnv: the variable EMBED_KEY must hold a key',
  ],
  [
    'the keys of pseudonyms are missing',
    { attribution: { pseudonyms: { fields: ['user'] } } },
    'attribution.pseudonyms needs keys in COSTSPAN_PSEUDONYM_KEYS',
  ],
  [
    'the file of budgets cannot be opened',
    { budgets: BUDGETS, budgetStore: { at: `sqlite:${noFolder}/budgets.db` } },
    `budgetStore.at is "sqlite:${noFolder}/budgets.db", which cannot be opened: `,
  ],
  [
    'the ledger cannot be opened',
    { budgets: BUDGETS, budgetStore: { at: 'memory', ledger: `${noFolder}/ledger.db` } },
    `budgetStore.ledger is "${noFolder}/ledger.db", which cannot be opened: `,
  ],
]

describe('register()', () => {
  it.each(WRONG)('switches nothing on where %s, and names the setting', (_, options, message) => {
    vi.stubEnv('COSTSPAN_PSEUDONYM_KEYS', '')
    const before = traces()
    expect(() => register(options)).toThrow(
      expect.objectContaining({ name: 'TypeError', message: expect.stringContaining(message) }),
    )
    expect(traces()).toEqual(before)
  })

  it('forgets pseudonyms where another part is missing', () => {
    vi.stubEnv('COSTSPAN_PSEUDONYM_KEYS', '1=a secret of some length')
    const before = traces()
    expect(() => register({ attribution: { pseudonyms: { fields: ['user'] } }, cache: CACHE })).toThrow('CACHE_KEY')
    expect(traces()).toEqual(before)
  })

  it('can be called again when what was missing is there', async () => {
    vi.stubEnv('OTEL_TRACES_EXPORTER', 'none')
    vi.stubEnv('OTEL_METRICS_EXPORTER', 'none')
    expect(() => register({ cache: CACHE })).toThrow('CACHE_KEY')
    vi.stubEnv('CACHE_KEY', KEY)
    const { fetch } = globalThis
    const telemetry = register({ cache: CACHE })
    expect(globalThis.fetch).not.toBe(fetch)
    expect(trace.getTracer('app').startSpan('work').isRecording()).toBe(true)
    await telemetry.shutdown()
    expect(globalThis.fetch).toBe(fetch)
  })
})
