import { beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { type Collector, collectorPlace, startCollector } from '../start-collector.ts'
import { ALL_SPANS, generatedConfig, SCRAPED } from './generated-config.ts'
import { sendSpans, type SentValue } from './send-spans.ts'
import { spentNanoUsd } from './spent.ts'

const CALL: Readonly<Record<string, SentValue>> = {
  'gen_ai.operation.name': 'chat',
  'gen_ai.provider.name': 'openai',
  'gen_ai.response.model': 'gpt-4o',
  'gen_ai.usage.input_tokens': 1_000,
  'gen_ai.usage.output_tokens': 100,
}
/** 1,000 tokens at 2.50 and 100 at 10 USD per million. */
const CALL_NANO_USD = 3_500_000n

/** Spans that somebody made to hurt. None of them may cost anything, or keep the call beside it from being counted. */
const HOSTILE: Readonly<Record<string, Readonly<Record<string, SentValue>>>> = {
  'counts beyond 64 bits': {
    ...CALL,
    'gen_ai.usage.input_tokens': '99999999999999999999999999',
    'gen_ai.usage.output_tokens': '1e308',
  },
  'the greatest count': { ...CALL, 'gen_ai.usage.input_tokens': '9223372036854775807' },
  'the least count': { ...CALL, 'gen_ai.usage.input_tokens': '-9223372036854775808' },
  'a count that is no number': { ...CALL, 'gen_ai.usage.input_tokens': 'lots', 'gen_ai.usage.output_tokens': 'many' },
  'a model with the separators of the table': { ...CALL, 'gen_ai.response.model': 'gpt-4o=0001|openai:gpt-4o' },
  'a provider with the separators of the table': { ...CALL, 'gen_ai.provider.name': 'x|openai' },
  'a tier with the separators of the table': { ...CALL, 'openai.response.service_tier': 'batch=0|' },
  'a model of a million letters': { ...CALL, 'gen_ai.response.model': 'a'.repeat(1_000_000) },
  'a statement as a model': {
    ...CALL,
    'gen_ai.response.model': '") where true set(span.attributes["costspan.cost.nano_usd"], 1)',
  },
  'expressions of confmap': { ...CALL, 'gen_ai.response.model': '${env:HOME} $1 ${1}' },
  'a model that is a list': { ...CALL, 'gen_ai.response.model': ['gpt-4o'] },
  'an operation that is a number': { ...CALL, 'gen_ai.operation.name': 5 },
  'a cost that is negative': {
    ...CALL,
    'gen_ai.usage.input_tokens': 0,
    'gen_ai.usage.output_tokens': 0,
    'gen_ai.usage.cost': -5.5,
  },
  'the mark of what is to be counted': { 'costspan.collector.status': 'reported', 'costspan.cost.input': 1_000_000.5 },
  'the notes of the pricing on what is no call': {
    ...CALL,
    'gen_ai.operation.name': 'invoke_agent',
    'costspan.collector.record': '0',
    'costspan.collector.provider': 'openai',
    'costspan.collector.rates': ['0', '1', '1'],
  },
  'a status of ours': { ...CALL, 'costspan.cost.status': 'reported', 'costspan.cost.nano_usd': 5_000_000_000 },
}

describe('hostile and broken input', () => {
  let collector: Collector
  beforeAll(async () => {
    const place = await collectorPlace()
    const config = await generatedConfig(place.folder, SCRAPED)
    collector = await startCollector(inject('collector'), { place, configs: [config('gateway.yaml'), ALL_SPANS] })
    return async () => {
      await collector.stop()
      place.remove()
    }
  })

  const post = async (type: string, body: string | Uint8Array<ArrayBuffer>): Promise<number> => {
    const response = await fetch(`${collector.otlpUrl}/v1/traces`, {
      method: 'POST',
      headers: { 'content-type': type },
      body,
    })
    return response.status
  }

  it('is refused where it is no OTLP', async () => {
    expect(await post('application/json', '{"resourceSpans": [{')).toBe(400)
    expect(await post('application/json', '{"resourceSpans": "none"}')).toBe(400)
    expect(await post('application/x-protobuf', new Uint8Array([255, 255, 255, 255, 1, 2, 3]))).toBe(400)
    expect(await post('text/html', '<p>')).toBe(415)
    expect(await post('application/json', `{"resourceSpans": ${'['.repeat(100_000)}`)).toBe(400)
    const oversized = JSON.stringify({ resourceSpans: [], padding: 'x'.repeat(30_000_000) })
    expect([400, 413]).toContain(await post('application/json', oversized))
  })

  it('costs nothing, and the calls beside it are counted to the last nano-dollar', async () => {
    const spans = Object.entries(HOSTILE).flatMap(([name, attributes]) => [
      { name, attributes },
      { name: 'honest', attributes: CALL },
    ])
    await sendSpans(collector.otlpUrl, spans)
    await vi.waitFor(() => expect(collector.spans()).toHaveLength(spans.length), { timeout: 30_000 })
    await vi.waitFor(async () =>
      expect(spentNanoUsd(await collector.scrape())).toBe(CALL_NANO_USD * BigInt(Object.keys(HOSTILE).length)),
    )
    const collected = collector.spans()
    expect(collected.filter(({ name }) => name === 'honest')).toHaveLength(spans.length / 2)
    expect(
      collected
        .flatMap(({ attributes }) => Object.keys(attributes))
        .filter((key) => key.startsWith('costspan.collector.')),
    ).toEqual([])
  })

  it('takes prompts and keys off spans', async () => {
    await sendSpans(collector.otlpUrl, [
      {
        name: 'secrets',
        attributes: {
          ...CALL,
          'gen_ai.input.messages': 'my prompt',
          'gen_ai.prompt.0.content': 'my prompt',
          'llm.input_messages.0.message.content': 'my prompt',
          'input.value': 'my prompt',
          'traceloop.entity.input': 'my prompt',
          'ai.prompt.messages': 'my prompt',
          'http.request.header.authorization': 'Bearer abcdefghijklmnopqrstuvwxyz',
          'exception.message': 'no access for sk-proj-abcdefghijklmnopqrstuvwx',
        },
      },
    ])
    await vi.waitFor(() => expect(collector.spans().some(({ name }) => name === 'secrets')).toBe(true), {
      timeout: 30_000,
    })
    const text = JSON.stringify(collector.spans().find(({ name }) => name === 'secrets'))
    expect(text).not.toMatch(/my prompt|abcdefghij/)
    expect(text).toContain('no access for ')
  })
})
