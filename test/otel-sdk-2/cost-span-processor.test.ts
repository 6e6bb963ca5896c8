import { withCostContext } from '@costspan/cost'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { GPT_4O_CALL } from './chat-span.ts'
import { startTelemetry, type Telemetry } from './telemetry.ts'

describe('CostSpanProcessor on the SDK 2.x', () => {
  let telemetry: Telemetry
  beforeEach(() => void (telemetry = startTelemetry()))
  afterEach(() => telemetry.shutdown())

  function call(attributes = GPT_4O_CALL): void {
    telemetry.tracerProvider.getTracer('test').startSpan('chat gpt-4o', { attributes }).end()
  }

  it('writes the cost before any processor exports the span', () => {
    call()
    expect(telemetry.spans.getFinishedSpans()).toEqual([
      expect.objectContaining({
        attributes: expect.objectContaining({
          'gen_ai.usage.cost.amount': 0.0035,
          'gen_ai.usage.cost.currency': 'USD',
          'gen_ai.usage.cost.source': 'local',
          'costspan.cost.nano_usd': 3_500_000,
          'costspan.cost.input': 0.0025,
          'costspan.cost.output': 0.001,
          'costspan.cost.status': 'reported',
        }),
      }),
    ])
  })

  it('copies the cost context through awaits, of each caller its own', async () => {
    const users = Array.from({ length: 50 }, (_, index) => `user-${index}`)
    await Promise.all(
      users.map((user) =>
        withCostContext({ user, feature: 'search' }, async () => {
          await new Promise(setImmediate)
          call({ ...GPT_4O_CALL, 'test.user': user })
        }),
      ),
    )
    const seen = telemetry.spans.getFinishedSpans().map(({ attributes }) => attributes)
    expect(seen).toHaveLength(users.length)
    expect(seen.map((each) => each['user.id'])).toEqual(seen.map((each) => each['test.user']))
    expect(new Set(seen.map((each) => each['costspan.feature']))).toEqual(new Set(['search']))
  })

  it('counts cost by class, exactly, with listed attributes only', async () => {
    withCostContext({ user: 'ada', feature: 'search', tenant: 'acme' }, () => {
      for (let index = 0; index < 10; index++) call()
    })
    expect(await telemetry.sums('costspan.cost', 'costspan.cost.class')).toEqual({ input: 0.025, output: 0.01 })
    expect(await telemetry.sums('costspan.calls', 'costspan.feature')).toEqual({ search: 10 })
    for (const series of await telemetry.series('costspan.cost')) {
      expect(Object.keys(series)).not.toContain('user.id')
      expect(Object.keys(series)).not.toContain('costspan.tenant')
    }
  })

  it('counts a call of an unknown model as unpriced, and no cost for it', async () => {
    call({ ...GPT_4O_CALL, 'gen_ai.request.model': 'acme-1', 'gen_ai.response.model': 'acme-1' })
    expect(await telemetry.sums('costspan.calls.unpriced', 'costspan.unpriced.reason')).toEqual({ unknown_model: 1 })
    expect(await telemetry.sums('costspan.cost', 'costspan.cost.class')).toEqual({})
  })
})
