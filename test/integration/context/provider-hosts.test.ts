import Anthropic from '@anthropic-ai/sdk'
import { startFakeProvider, type FakeProvider } from '@costspan-test/fake-provider'
import { withCostContext, type CostContext } from '@costspan/cost'
import type { CostBaggageOptions } from '../../../packages/cost/src/context/cost-baggage-options.ts'
import { LLM_CALL_KEY } from '../../../packages/cost/src/context/llm-destination.ts'
import { context, propagation } from '@opentelemetry/api'
import { AlwaysOffSampler, AlwaysOnSampler } from '@opentelemetry/sdk-trace'
import OpenAI from 'openai'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { instrumentedFetch, startService } from './http-service.ts'
import { startTelemetry } from './telemetry.ts'

const ALL_KEYS: CostBaggageOptions = { keys: ['feature', 'user', 'session', 'tenant', 'tags'] }
const SECRET: CostContext = {
  feature: 'secret-feature',
  user: 'secret-user',
  session: 'secret-session',
  tenant: 'secret-tenant',
  tags: { customer: 'secret-customer' },
}

let provider: FakeProvider
let stopTelemetry = (): void => undefined

beforeAll(async () => {
  provider = await startFakeProvider()
})
beforeEach(() => provider.reset())
afterEach(() => stopTelemetry())
afterAll(() => provider.close())

/** The headers of the one request that arrived. */
function received(): { readonly traceparent: boolean; readonly baggage: unknown; readonly secrets: readonly string[] } {
  expect(provider.requests).toHaveLength(1)
  const headers = provider.requests[0]?.headers ?? {}
  return {
    traceparent: headers['traceparent'] !== undefined,
    baggage: headers['baggage'],
    secrets: Object.entries(headers).flatMap(([name, value]) => (String(value).includes('secret') ? [name] : [])),
  }
}

/** The application's own baggage, in which other tools leave the user as well. */
function withApplicationBaggage<T>(run: () => T): T {
  const baggage = propagation.createBaggage({ colour: { value: 'blue' }, 'user.id': { value: 'secret-user' } })
  return context.with(propagation.setBaggage(context.active(), baggage), run)
}

describe('the Anthropic SDK, which injects headers itself', () => {
  const ask = (): Promise<unknown> =>
    new Anthropic({ baseURL: provider.anthropicUrl, apiKey: 'key' }).messages.create({
      model: 'claude-haiku-4-5',
      max_tokens: 16,
      messages: [{ role: 'user', content: 'Hello' }],
    })

  it('sends the provider its trace, and nothing of the cost context', async () => {
    stopTelemetry = startTelemetry(ALL_KEYS, new AlwaysOnSampler())
    await withCostContext(SECRET, ask)
    expect(received()).toEqual({ traceparent: true, baggage: undefined, secrets: [] })
  })

  it('sends nothing of it when the trace is not sampled either', async () => {
    stopTelemetry = startTelemetry(ALL_KEYS, new AlwaysOffSampler())
    await withCostContext(SECRET, ask)
    expect(received()).toEqual({ traceparent: true, baggage: undefined, secrets: [] })
  })

  it("sends the rest of the application's baggage as ever", async () => {
    stopTelemetry = startTelemetry(ALL_KEYS)
    await withApplicationBaggage(() => withCostContext(SECRET, ask))
    expect(received()).toEqual({ traceparent: true, baggage: 'colour=blue', secrets: [] })
  })
})

describe('the OpenAI SDK under an HTTP instrumentation', () => {
  const ask = (): Promise<unknown> =>
    new OpenAI({ baseURL: provider.openaiUrl, apiKey: 'key', fetch: instrumentedFetch }).chat.completions.create({
      model: 'gpt-4o-mini',
      messages: [{ role: 'user', content: 'Hello' }],
    })

  it('sends nothing of the cost context in a call that an instrumentation has marked', async () => {
    stopTelemetry = startTelemetry(ALL_KEYS)
    await withCostContext(SECRET, () => context.with(context.active().setValue(LLM_CALL_KEY, {}), ask))
    expect(received()).toEqual({ traceparent: true, baggage: undefined, secrets: [] })
  })

  it('sends nothing of it to a known host when nobody marked the call', async () => {
    stopTelemetry = startTelemetry({ ...ALL_KEYS, llmHosts: ['127.0.0.1'] })
    await withCostContext(SECRET, ask)
    expect(received()).toEqual({ traceparent: true, baggage: undefined, secrets: [] })
  })
})

describe('a service of the application', () => {
  it('gets what the providers do not', async () => {
    stopTelemetry = startTelemetry(ALL_KEYS)
    const echo = await startService((request, response) => response.end(request.headers['baggage']))
    const baggage = await withCostContext({ user: 'u-1' }, async () => (await instrumentedFetch(echo.url)).text())
    await echo.close()
    expect(baggage).toBe('user.id=u-1')
  })
})
