import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { generatedConfig, SCRAPED } from '../collector/generated-config.ts'
import { sendSpans } from '../collector/send-spans.ts'
import { collectorPlace, startCollector } from '../start-collector.ts'
import { startVendor, type Vendor } from './start-vendor.ts'
import recipes from './vendors.json' with { type: 'json' }

const RECIPES = join(import.meta.dirname, '../../../collector-config/exporters')

/** A call with cached input, an agent around it, and a span that is not about models at all. */
const SENT = [
  {
    name: 'chat gpt-4o',
    attributes: {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.response.model': 'gpt-4o',
      'gen_ai.conversation.id': 'conversation-7',
      'gen_ai.usage.input_tokens': 1_000,
      'gen_ai.usage.cache_read.input_tokens': 600,
      'gen_ai.usage.output_tokens': 100,
      'gen_ai.input.messages': 'a secret question',
      'costspan.feature': 'search',
    },
  },
  { name: 'invoke_agent planner', attributes: { 'gen_ai.operation.name': 'invoke_agent' } },
  { name: 'GET /', attributes: { 'http.request.method': 'GET' } },
]

describe('a gateway with the recipes for other tools, all at once', () => {
  const vendors = new Map<string, Vendor>()

  beforeAll(async () => {
    const place = await collectorPlace()
    const config = await generatedConfig(place.folder, SCRAPED)
    const env: Record<string, string> = { COSTSPAN_JAEGER: '127.0.0.1:9', COSTSPAN_TEMPO: '127.0.0.1:9' }
    for (const recipe of recipes) {
      const vendor = await startVendor()
      vendors.set(recipe.name, vendor)
      for (const [key, value] of Object.entries(recipe.env)) env[key] = value.replace('{vendor}', vendor.url)
    }
    const overlays = recipes.map(({ name }) => join(RECIPES, `${name}.yaml`))
    const configs = [config('gateway.yaml'), ...overlays]
    const collector = await startCollector(inject('collector'), { place, configs, env })
    await sendSpans(collector.otlpUrl, SENT)
    return async () => {
      await collector.stop()
      place.remove()
      for (const vendor of vendors.values()) await vendor.close()
    }
  })

  it('has tried each recipe that there is', () => {
    expect(recipes.map(({ name }) => `${name}.yaml`).toSorted()).toEqual(readdirSync(RECIPES).toSorted())
  })

  it.each(recipes)('sends $name what its intake documents, in one copy, without prompts', async (recipe) => {
    const { name, path, headers, spans, call, resource = {} } = recipe
    const vendor = vendors.get(name)
    await vi.waitFor(() => expect(vendor?.spans).toHaveLength(spans.length), { timeout: 20_000 })
    expect(vendor?.exports).toEqual([expect.objectContaining({ path, headers: expect.objectContaining(headers) })])
    expect(vendor?.spans.map((span) => span.name).toSorted()).toEqual(spans)
    const received = vendor?.spans.find((span) => span.name === 'chat gpt-4o')
    expect(received).toMatchObject({ attributes: call, resource })
    const keys = Object.keys(received?.attributes ?? {})
    expect(keys.filter((key) => /messages|costspan\.collector/.test(key))).toEqual([])
  })
})
