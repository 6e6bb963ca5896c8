import { expect, it } from 'vitest'
import { metered, total } from './metered.ts'

it('counts the cost of a call in a batch, and no duration, which nobody knows', async () => {
  const { call, collect } = metered()
  call({
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'openai',
    'gen_ai.request.model': 'gpt-5',
    'gen_ai.usage.input_tokens': 1_000,
    'gen_ai.usage.output_tokens': 100,
    'costspan.service_tier': 'batch',
    'costspan.batch.id': 'batch_1',
  })
  expect(await collect('gen_ai.client.inference.duration')).toEqual([])
  expect(total(await collect('costspan.cost'))).toBeCloseTo(0.001125, 12)
})
