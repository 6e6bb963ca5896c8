import { startFakeProvider } from '@costspan-test/fake-provider'
import { expect, it } from 'vitest'
import { startOtlpReceiver } from '../support/otlp-receiver.ts'
import { startFaultApp } from './run-metered.ts'

it('cluster workers and threads are metered like the process that started them, each call once', async () => {
  await using receiver = await startOtlpReceiver()
  const provider = await startFakeProvider()

  const end = await startFaultApp('processes.mjs', provider, receiver.env).ended

  const costs = receiver.spans.map(({ attributes }) => Number(attributes['costspan.cost.nano_usd']))
  expect(end).toEqual({ code: 0, signal: null, stdout: 'all are done\n', stderr: '' })
  expect(costs).toHaveLength(12)
  expect(costs.reduce((sum, cost) => sum + cost, 0)).toBe(Number(provider.bill().totalNanoUsd))
  await provider.close()
})
