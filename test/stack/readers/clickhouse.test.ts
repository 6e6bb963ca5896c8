import {
  type Attributes,
  type AttributeValue,
  createLedger,
  findEconomics,
  openSource,
  type ReceivedSpan,
} from '@costspan/cli'
import fc from 'fast-check'
import { afterAll, expect, it } from 'vitest'
import { anyCalls } from '../../contract/ledger/any-call.ts'
import { readerContract } from '../../contract/ledger/reader-contract.ts'
import { madeCall } from '../../support/made-call.ts'
import { spanOfCall } from '../../support/span-of-call.ts'
import { type ClickhouseServer, startClickhouse } from '../clickhouse/start-clickhouse.ts'
import { spanRow, texts } from './span-row.ts'

let server: ClickhouseServer | undefined
afterAll(async () => server?.stop())

readerContract(async () => {
  server = await startClickhouse()
  const spans = madeSpans()
  const rows = spans.map(spanRow)
  await server.insert(rows)
  // An exporter that saw no answer writes the same rows again.
  await server.insert(rows.slice(0, 20))
  const model = createLedger()
  for (const span of spans) model.addSpan(span)
  const reader = await openSource(`clickhouse=${server.url}/otel`)
  if (reader === undefined) throw new Error('no reader')
  const start = 1_790_000_000_000
  return { reader, model, window: { fromMillis: start + 7_000_000, toMillis: start + 90_000_001 } }
})

it('makes the economics of outcomes and evaluations that a ledger makes', async () => {
  const start = 1_790_000_000_000
  const attributes = (given: Readonly<Record<string, AttributeValue>>): Attributes => new Map(Object.entries(given))
  const call = spanOfCall(madeCall({ run: 'r-1', spanId: 'f1'.padEnd(16, '0'), nanoUsd: 2_000_000n, service: 'shop' }))
  const score = { name: 'gen_ai.evaluation.result', timeUnixNano: BigInt(start) * 1_000_000n }
  const scored = attributes({ 'gen_ai.evaluation.name': 'relevance', 'gen_ai.evaluation.score.value': 0.5 })
  const outcome: ReceivedSpan = {
    ...call,
    spanId: 'f2'.padEnd(16, '0'),
    resource: attributes({ 'service.version': '1.2', 'vcs.ref.head.revision': 'c0ffee' }),
    attributes: attributes({
      'costspan.outcome.name': 'resolved',
      'costspan.outcome.by': 'run',
      'costspan.run': 'r-1',
      'costspan.outcome.success': false,
      'costspan.outcome.value_nano_usd': 5n,
    }),
  }
  const model = createLedger()
  for (const span of [call, outcome]) model.addSpan(span)
  model.addEvent?.({
    ...score,
    traceId: call.traceId,
    spanId: call.spanId,
    attributes: scored,
    resource: call.resource,
  })
  await server?.insert([
    {
      ...spanRow(call),
      'Events.Timestamp': [`${start / 1000}`],
      'Events.Name': [score.name],
      'Events.Attributes': [texts(scored)],
    },
    spanRow(outcome),
    spanRow(outcome),
  ])
  const reader = await openSource(`clickhouse=${server?.url}/otel`)
  if (reader === undefined) throw new Error('no reader')
  const options = { atMillis: start + 60_000 }
  const [found, expected] = [await findEconomics(reader, options), await findEconomics(model, options)]
  expect(found.outcomes).toMatchObject([{ name: 'resolved', failures: 1, nanoUsd: 2_000_000n }])
  expect({ outcomes: found.outcomes, quality: found.quality }).toEqual({
    outcomes: expected.outcomes,
    quality: expected.quality,
  })
})

it('names the server and what it said, and not the password, when it refuses', async () => {
  const url = `${server?.url ?? ''}/otel?table=nothing`.replace('http://', 'http://reader:secret@')
  const reader = await openSource(`clickhouse=${url}`)
  const refusal = await reader?.sum().catch((error: unknown) => String(error))
  expect(refusal).toMatch(/^LedgerError: ClickHouse at 127\.0\.0\.1:\d+ answered 400: .*nothing/)
  expect(refusal).not.toContain('secret')
})

/** Spans with different ids, among them results of a batch and of no call at all. */
function madeSpans(): readonly ReceivedSpan[] {
  const calls = fc.sample(anyCalls(), { numRuns: 40, seed: 7 }).flat()
  const byId = new Map(
    calls.map((call) => [
      call.spanId,
      { ...call, errorType: call.errorType ?? (call.status === 'failed' ? 'timeout' : undefined) },
    ]),
  )
  const spans = [...byId.values()].map(spanOfCall)
  const [first] = spans
  if (first === undefined) return spans
  const other = (name: string, more: Readonly<Record<string, string>>): ReceivedSpan => ({
    ...first,
    spanId: name.padEnd(16, '0'),
    attributes: new Map([...first.attributes, ...Object.entries(more)]),
  })
  return [
    ...spans,
    other('ba', { 'costspan.batch.id': 'batch_1', 'costspan.batch.custom_id': 'a/"b"\\é' }),
    other('bb', { 'costspan.batch.id': 'batch_1', 'costspan.batch.custom_id': 'a/"b"\\é' }),
    other('ce', { 'costspan.cost.status': 'counted_elsewhere' }),
    other('a9', { 'gen_ai.operation.name': 'invoke_agent' }),
  ]
}
