import { createLedger, type AttributeValue, type ReceivedSumPoint } from '@costspan/cli'
import { describe, expect, it } from 'vitest'
import { receivedCall } from './received-call.ts'

describe('calls', () => {
  it('are counted once however often their span is sent', () => {
    const ledger = createLedger()
    const span = receivedCall({ 'costspan.cost.nano_usd': 5n })
    ledger.addSpan(span)
    ledger.addSpan({ ...span })
    ledger.addSpan({ ...span, traceId: 'f'.repeat(32) })
    expect(ledger.calls().map(({ traceId }) => traceId)).toEqual([span.traceId, 'f'.repeat(32)])
  })

  it.each([
    'chat',
    'generate_content',
    'text_completion',
    'embeddings',
    'image_generation',
    'video_generation',
    'transcription',
  ])('are made of %s spans that were priced', (operation) => {
    const ledger = createLedger()
    ledger.addSpan(receivedCall({ 'gen_ai.operation.name': operation }))
    expect(ledger.calls().map((call) => call.operation)).toEqual([operation])
  })

  it.each(['invoke_agent', 'create_agent', 'execute_tool', 'invoke_workflow', 'plan', 'fetch_response'])(
    'are not made of %s spans, whose cost is in the calls inside them',
    (operation) => {
      const ledger = createLedger()
      ledger.addSpan(receivedCall({ 'gen_ai.operation.name': operation, 'costspan.cost.nano_usd': 5n }))
      expect(ledger.calls()).toEqual([])
    },
  )

  it('of a batch are counted once, whoever reads its results and however often', () => {
    const result = { 'costspan.batch.id': 'batch_1', 'costspan.batch.custom_id': 'request-7' }
    const ledger = createLedger()
    ledger.addSpan(receivedCall(result))
    ledger.addSpan(receivedCall(result, { traceId: 'b'.repeat(32) }))
    ledger.addSpan(receivedCall({ ...result, 'costspan.batch.custom_id': 'request-8' }))
    expect(ledger.calls()).toHaveLength(2)
  })

  it.each([
    ['by the application', { 'costspan.attempt.index': 1n, 'costspan.attempt.kind': 'retry' }],
    ['by the SDK', { 'costspan.attempt.index': 2n, 'http.request.resend_count': 2n }],
    ['by an SDK that others instrumented', { 'http.request.resend_count': 1n }],
    ['by an SDK below a first attempt', { 'costspan.attempt.index': 0n, 'http.request.resend_count': 3n }],
  ])('that were sent again %s are retries, and so is what they cost', async (_, attempts) => {
    const ledger = createLedger()
    ledger.addSpan(receivedCall({ ...attempts, 'costspan.cost.nano_usd': 5n }, { spanId: 'aaaaaaaaaaaaaaaa' }))
    ledger.addSpan(receivedCall({ 'costspan.attempt.index': 0n, 'costspan.cost.nano_usd': 7n }))
    expect(await ledger.sum({ only: ['calls', 'nanoUsd', 'retriedCalls', 'retriedNanoUsd'] })).toMatchObject([
      { calls: 2, nanoUsd: 12n, retriedCalls: 1, retriedNanoUsd: 5n },
    ])
  })

  it('by a fallback that was itself sent again are of the fallback alone', async () => {
    const ledger = createLedger()
    const again = { 'costspan.attempt.kind': 'fallback', 'costspan.attempt.index': 2n, 'http.request.resend_count': 1n }
    ledger.addSpan(receivedCall({ ...again, 'costspan.cost.nano_usd': 5n }))
    expect(
      await ledger.sum({ only: ['retriedCalls', 'retriedNanoUsd', 'fallbackCalls', 'fallbackNanoUsd'] }),
    ).toMatchObject([{ retriedCalls: 0, retriedNanoUsd: 0n, fallbackCalls: 1, fallbackNanoUsd: 5n }])
  })

  it('that were refused cost nothing, which nobody writes on their spans', () => {
    const ledger = createLedger()
    const { attributes, ...span } = receivedCall({ 'error.type': '400' })
    ledger.addSpan({
      ...span,
      attributes: new Map([...attributes].filter(([name]) => name !== 'costspan.cost.status')),
    })
    expect(ledger.calls()).toMatchObject([{ status: 'failed', nanoUsd: 0n, errorType: '400' }])
  })

  it('are not made of spans that nothing priced', () => {
    const ledger = createLedger()
    const { attributes, ...span } = receivedCall()
    ledger.addSpan({
      ...span,
      attributes: new Map([...attributes].filter(([name]) => name !== 'costspan.cost.status')),
    })
    expect(ledger.calls()).toEqual([])
  })

  it.each<[AttributeValue, bigint | undefined]>([
    [153_000n, 153_000n],
    [153_000, 153_000n],
    [0n, 0n],
    [1.5, undefined],
    ['153000', undefined],
  ])('read a cost of %o as %o', (sent, nanoUsd) => {
    const ledger = createLedger()
    ledger.addSpan(receivedCall({ 'costspan.cost.nano_usd': sent }))
    expect(ledger.calls()[0]?.nanoUsd).toBe(nanoUsd)
  })

  it('take counts that make no sense as none', () => {
    const ledger = createLedger()
    ledger.addSpan(
      receivedCall({
        'gen_ai.usage.input_tokens': Number.NaN,
        'gen_ai.usage.output_tokens': -5,
        'gen_ai.usage.reasoning.output_tokens': 1e300,
        'gen_ai.request.temperature': Number.POSITIVE_INFINITY,
        'costspan.cost.input': 1e300,
      }),
    )
    expect(ledger.calls()).toMatchObject([
      { tokens: { input: 0, output: 0, reasoning: 0 }, temperature: undefined, parts: { input: 0n } },
    ])
  })

  it('with a status that nobody defined count as invalid', () => {
    const ledger = createLedger()
    ledger.addSpan(receivedCall({ 'costspan.cost.status': 'guessed' }))
    expect(ledger.calls()[0]?.status).toBe('invalid')
  })
})

describe('counted cost', () => {
  it('is unknown before counters arrive', () => {
    const ledger = createLedger()
    ledger.addSumPoint(point({ metric: 'costspan.calls', value: 3 }))
    expect(ledger.countedNanoUsd()).toBeUndefined()
  })

  it('is the latest value of a cumulative series, not the sum of its points', () => {
    expect(counted(point({ at: 1n, value: 0.1 }), point({ at: 2n, value: 0.25 }))).toBe(250_000_000n)
  })

  it('ignores a point that was sent again or came late', () => {
    expect(counted(point({ at: 2n, value: 0.25 }), point({ at: 1n, value: 0.1 }), point({ at: 2n, value: 0.25 }))).toBe(
      250_000_000n,
    )
  })

  it('keeps what was counted before a series started again', () => {
    expect(counted(point({ since: 0n, at: 1n, value: 0.25 }), point({ since: 5n, at: 6n, value: 0.1 }))).toBe(
      350_000_000n,
    )
  })

  it('adds the points of a delta series, each once', () => {
    const delta = { temporality: 'delta' } as const
    const first = point({ ...delta, since: 0n, at: 1n, value: 0.1 })
    expect(counted(first, first, point({ ...delta, since: 1n, at: 2n, value: 0.2 }))).toBe(300_000_000n)
  })

  it('adds series that differ in an attribute or in the process that counted', () => {
    const total = counted(
      point({ value: 0.1, attributes: { 'costspan.feature': 'search' } }),
      point({ value: 0.1, attributes: { 'costspan.feature': 'chat' } }),
      point({ value: 0.1, resource: { 'service.instance.id': 'two' } }),
      point({ value: 0.1, resource: { 'host.name': 'a', 'process.pid': 7n } }),
      point({ value: 0.1, resource: { 'host.name': 'a', 'process.pid': 8n } }),
    )
    expect(total).toBe(500_000_000n)
  })

  it('knows a series again when its attributes come in another order', () => {
    const one = { 'costspan.feature': 'search', 'costspan.team': 'platform' }
    const other = { 'costspan.team': 'platform', 'costspan.feature': 'search' }
    expect(
      counted(point({ at: 1n, value: 0.1, attributes: one }), point({ at: 2n, value: 0.2, attributes: other })),
    ).toBe(200_000_000n)
  })
})

function counted(...points: readonly ReceivedSumPoint[]): bigint | undefined {
  const ledger = createLedger()
  points.forEach((each) => ledger.addSumPoint(each))
  return ledger.countedNanoUsd()
}

interface PointOptions extends Partial<Pick<ReceivedSumPoint, 'metric' | 'temporality'>> {
  readonly value: number
  readonly since?: bigint
  readonly at?: bigint
  readonly attributes?: Readonly<Record<string, AttributeValue>>
  readonly resource?: Readonly<Record<string, AttributeValue>>
}

function point(options: PointOptions): ReceivedSumPoint {
  return {
    metric: options.metric ?? 'costspan.cost',
    temporality: options.temporality ?? 'cumulative',
    startUnixNano: options.since ?? 0n,
    timeUnixNano: options.at ?? 1n,
    value: options.value,
    attributes: new Map(Object.entries(options.attributes ?? {})),
    resource: new Map(Object.entries(options.resource ?? { 'service.instance.id': 'one' })),
  }
}
