import type { BudgetAlert } from '@costspan/guard'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { configuredGuard } from '../../../../packages/node/src/guard/configured-guard.ts'
import { CENT, spend } from '../../guard/ask.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'costspan-guard-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

function made(settings: Parameters<typeof configuredGuard>[0]): NonNullable<ReturnType<typeof configuredGuard>> {
  const guard = configuredGuard(settings)
  if (guard === undefined) throw new Error('no guard was made')
  return guard
}

describe('the guard of the settings', () => {
  it('is none without budgets, and one for runs alone with an empty list', async () => {
    expect(configuredGuard({})).toBeUndefined()
    expect(await spend(made({ budgets: [] }))).toBe('allow')
  })

  it('keeps its counters where the settings say, for the next process too', async () => {
    const settings = {
      budgets: [{ limit: '$0.02', per: 'month' }],
      budgetStore: { at: `sqlite:${join(dir, 'budgets.db')}`, ledger: join(dir, 'ledger.db') },
    } as const
    const first = made(settings)
    expect([await spend(first), await spend(first), await spend(first)]).toEqual(['allow', 'allow', 'deny'])
    await first.close()
    const second = made(settings)
    expect(await spend(second)).toBe('deny')
    await second.close()
  })

  it('tells those whom the settings name', async () => {
    const received: unknown[] = []
    const server = createServer((request, response) => {
      void json(request).then((body) => {
        received.push(body)
        response.end()
      })
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const webhook = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const guard = made({
      budgets: [{ name: 'all', limit: '$0.02', per: 'day' }],
      budgetAlerts: [{ webhook }, { event: true }],
    })
    await spend(guard, { nanoUsd: CENT })
    await guard.close()
    server.close()
    expect(received).toMatchObject([{ budget: 'all', atPercent: 50 } satisfies Partial<BudgetAlert>])
  })
})
