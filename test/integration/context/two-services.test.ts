import { setTimeout as sleep } from 'node:timers/promises'
import { activeCostContext, withCostContext } from '@costspan/cost'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inRequestContext, instrumentedFetch, startService, type Service } from './http-service.ts'
import { startTelemetry } from './telemetry.ts'

let stopTelemetry: () => void
let shop: Service
let search: Service

beforeAll(async () => {
  stopTelemetry = startTelemetry({ keys: ['user', 'feature', 'tags'], trustInbound: true })
  search = await startService((request, response) => {
    void inRequestContext(request, async () => {
      await sleep(Math.random() * 10)
      response.end(JSON.stringify(activeCostContext() ?? 'unattributed'))
    })
  })
  shop = await startService((request, response) => {
    const user = request.headers['x-user']?.toString()
    void withCostContext({ user, feature: `für ${user}`, tier: 'pro', tags: { region: 'eu' } }, async () => {
      await sleep(Math.random() * 10)
      const answer = await instrumentedFetch(search.url)
      response.end(await answer.text())
    })
  })
})

afterAll(async () => {
  await Promise.all([shop.close(), search.close()])
  stopTelemetry()
})

describe('two services', () => {
  it('never mix the cost contexts of 100 requests at the same time, which cross with their listed keys only', async () => {
    const users = Array.from({ length: 100 }, (_, index) => `u-${index}`)
    const seen = await Promise.all(
      users.map(async (user) => (await fetch(shop.url, { headers: { 'x-user': user } })).json()),
    )
    expect(seen).toEqual(users.map((user) => ({ user, feature: `für ${user}`, tags: { region: 'eu' } })))
  })

  it('leave a request without a cost context unattributed', async () => {
    const answer = await instrumentedFetch(search.url)
    expect(await answer.json()).toBe('unattributed')
  })
})
