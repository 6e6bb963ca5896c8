import { createGuard, eventSink } from '@costspan/guard'
import { logs } from '@opentelemetry/api'
import { InMemoryLogRecordExporter, LoggerProvider, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs'
import { afterEach, expect, it } from 'vitest'
import { CENT, spend } from '../ask.ts'

const NOON = Date.UTC(2026, 10, 22, 12)

afterEach(() => logs.disable())

it('writes an alert as an event of OpenTelemetry, with what was reached and no id of a user', async () => {
  const exporter = new InMemoryLogRecordExporter()
  logs.setGlobalLoggerProvider(new LoggerProvider({ processors: [new SimpleLogRecordProcessor({ exporter })] }))
  const budget = {
    name: 'all',
    scope: 'user',
    limit: '$1.00',
    per: 'day',
    ladder: [{ at: 80, action: 'alert' as const }],
  } as const
  const guard = createGuard({ budgets: [budget], alerts: [eventSink()], now: () => NOON })
  await spend(guard, { nanoUsd: 85n * CENT, context: { user: 'u-17' } })
  await guard.close()
  const [record, ...others] = exporter.getFinishedLogRecords()
  expect(others).toEqual([])
  expect({
    scope: record?.instrumentationScope.name,
    name: record?.eventName,
    severity: [record?.severityNumber, record?.severityText],
    time: record?.hrTime[0],
    attributes: record?.attributes,
  }).toEqual({
    scope: '@costspan/guard',
    name: 'costspan.budget.alert',
    severity: [13, 'warning'],
    time: NOON / 1_000,
    attributes: {
      'costspan.budget': 'all',
      'costspan.budget.window': 'day',
      'costspan.budget.mode': 'enforce',
      'costspan.budget.rung': 80,
      'costspan.budget.unit': 'usd',
      'costspan.budget.limit': 1,
      'costspan.budget.spent': 0.85,
    },
  })
  expect(JSON.stringify([record?.body, record?.attributes])).not.toContain('u-17')
})

it('writes nothing where nobody takes logs, and fails nothing', async () => {
  const guard = createGuard({ budgets: [{ limit: '$0.01', per: 'day' }], alerts: [eventSink()] })
  expect(await spend(guard)).toBe('allow')
  await guard.close()
})
