import { loadConfig } from '@costspan/node/config'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'costspan-config-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

function load(yaml: string): ReturnType<typeof loadConfig> {
  writeFileSync(join(dir, 'costspan.yaml'), yaml)
  return loadConfig({}, {}, dir)
}

describe('budgets in costspan.yaml', () => {
  it('are read as they are written', () => {
    const { budgets } = load(`budgets:
  - { limit: $1.00, per: day }
  - scope: user x feature
    limits: { hour: 100 requests, day: { usd: 5, outputTokens: 9000 } }
    tiers: { free: 1000 requests }
    ladder: [{ at: 90%, action: downgrade, features: [summary] }]
    onUnknownPrice: { ceiling: $0.50 }
    zone: Europe/Berlin
`)
    expect(budgets).toEqual([
      { limit: '$1.00', per: 'day' },
      {
        scope: 'user x feature',
        limits: { hour: '100 requests', day: { usd: 5, outputTokens: 9000 } },
        tiers: { free: '1000 requests' },
        ladder: [{ at: '90%', action: 'downgrade', features: ['summary'] }],
        onUnknownPrice: { ceiling: '$0.50' },
        zone: 'Europe/Berlin',
      },
    ])
  })

  it('have files that lie where the settings do', () => {
    const { budgetStore } = load('budgetStore: { at: "sqlite:state/budgets.db", ledger: state/ledger.db }')
    expect(budgetStore).toEqual({ at: `sqlite:${join(dir, 'state/budgets.db')}`, ledger: join(dir, 'state/ledger.db') })
  })

  it('are kept where a text says, as where it stands under "at"', () => {
    expect(load('budgetStore: redis://localhost:6379').budgetStore).toEqual({ at: 'redis://localhost:6379' })
    expect(load('budgetStore: "sqlite:budgets.db"').budgetStore).toEqual({ at: `sqlite:${join(dir, 'budgets.db')}` })
    expect(() => load('budgetStore: mysql://x')).toThrow(
      'budgetStore must be "memory", "sqlite:<path>" or "redis://<host>:<port>", got "mysql://x"',
    )
  })

  it('are refused with the name of what is wrong', () => {
    expect(() => load('budgets: [{ limit: $1.00, per: year }]')).toThrow('budgets[0].per')
    expect(() => load('budgets: [{ limit: lots }]')).toThrow('budgets[0].limit must be an amount')
    expect(() => load('budgets: [{ zone: Mars/Olympus }]')).toThrow('budgets[0].zone must be an IANA time zone')
    expect(() => load('budgetStore: { at: "mysql://x" }')).toThrow('budgetStore.at')
    expect(() => load('budgetAlerts: [{ pigeon: home }]')).toThrow('budgetAlerts[0]')
  })
})
