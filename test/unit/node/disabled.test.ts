import { guardedFetch } from '@costspan/guard'
import { register } from '@costspan/node'
import { diag } from '@opentelemetry/api'
import { afterAll, expect, it, vi } from 'vitest'

afterAll(() => {
  vi.unstubAllEnvs()
  diag.disable()
})

it('says what else is off where telemetry is disabled, and breaks no call that asks for a guard', async () => {
  vi.stubEnv('OTEL_SDK_DISABLED', 'true')
  const told: unknown[] = []
  const nothing = (): void => {}
  diag.setLogger({
    error: nothing,
    warn: (text) => void told.push(text),
    info: nothing,
    debug: nothing,
    verbose: nothing,
  })
  const telemetry = register({ budgets: [{ limit: '$1.00', per: 'day' }], promptCache: false })
  expect(told).toEqual(['costspan: OTEL_SDK_DISABLED is true, and with it these are off: budgets'])

  const fetch = guardedFetch(async () => new Response('answer'))
  const body = JSON.stringify({ model: 'gpt-4o', messages: [{ role: 'user', content: 'Hi' }] })
  const response = await fetch('https://api.openai.com/v1/chat/completions', { method: 'POST', body })
  expect(await response.text()).toBe('answer')
  await telemetry.shutdown()
})
