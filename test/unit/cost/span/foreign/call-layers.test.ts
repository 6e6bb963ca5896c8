import { type Attributes, type Context, ROOT_CONTEXT, type Span, trace } from '@opentelemetry/api'
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import { beforeEach, describe, expect, it } from 'vitest'
import { CostSpanProcessor } from '@costspan/cost'
import { CHAT } from '../price-span.ts'

const OURS = '@costspan/instrumentation/openai'
const THEIRS = 'another-instrumentation'
const USAGE = { 'gen_ai.usage.input_tokens': 1_000, 'gen_ai.usage.output_tokens': 200 }

let exporter: InMemorySpanExporter
let provider: TracerProvider

beforeEach(() => {
  exporter = new InMemorySpanExporter()
  provider = new TracerProvider({ spanProcessors: [new CostSpanProcessor(), new SimpleSpanProcessor({ exporter })] })
})

function start(scope: string, attributes: Attributes, parent: Context = ROOT_CONTEXT): { span: Span; inside: Context } {
  const span = provider.getTracer(scope).startSpan('call', { attributes }, parent)
  return { span, inside: trace.setSpan(parent, span) }
}

/** The status of each span that has one, in the order in which they ended. */
function statuses(): unknown[] {
  return exporter.getFinishedSpans().map(({ attributes }) => attributes['costspan.cost.status'])
}

describe('layers of one call', () => {
  it('are counted as ours, inside of theirs', () => {
    const theirs = start(THEIRS, CHAT)
    start(OURS, { ...CHAT, ...USAGE }, theirs.inside).span.end()
    theirs.span.setAttributes(USAGE).end()
    expect(statuses()).toEqual(['reported', 'counted_elsewhere'])
  })

  it('are counted as ours, around theirs', () => {
    const ours = start(OURS, CHAT)
    start(THEIRS, { ...CHAT, ...USAGE }, ours.inside).span.end()
    ours.span.setAttributes(USAGE).end()
    expect(statuses()).toEqual(['counted_elsewhere', 'reported'])
  })

  it('are counted as ours when ours ends later, as after counting tokens', () => {
    const theirs = start(THEIRS, CHAT)
    const ours = start(OURS, CHAT, theirs.inside)
    theirs.span.end()
    ours.span.setAttributes(USAGE).end()
    expect(statuses()).toEqual(['counted_elsewhere', 'reported'])
  })

  it('are counted as the innermost that knows the usage, where none is ours', () => {
    const outer = start(THEIRS, CHAT)
    const inner = start(THEIRS, CHAT, outer.inside)
    start(THEIRS, CHAT, inner.inside).span.end()
    inner.span.setAttributes(USAGE).end()
    outer.span.setAttributes(USAGE).end()
    expect(statuses()).toEqual(['counted_elsewhere', 'reported', 'counted_elsewhere'])
  })

  it('are counted as the outermost, where none knows the usage', () => {
    const outer = start(THEIRS, CHAT)
    start(THEIRS, CHAT, outer.inside).span.end()
    outer.span.end()
    expect(statuses()).toEqual(['counted_elsewhere', 'unpriced'])
  })

  it('are each counted when they are attempts of one', () => {
    const outer = start(THEIRS, CHAT)
    start(THEIRS, { ...CHAT, 'error.type': '500' }, outer.inside).span.end()
    start(THEIRS, { ...CHAT, ...USAGE }, outer.inside).span.end()
    outer.span.setAttributes(USAGE).end()
    expect(statuses()).toEqual([undefined, 'reported', 'counted_elsewhere'])
  })

  it('end at a tool, whose calls are calls of their own', () => {
    const outer = start(THEIRS, CHAT)
    const tool = start(THEIRS, { 'gen_ai.operation.name': 'execute_tool' }, outer.inside)
    start(OURS, { ...CHAT, ...USAGE }, tool.inside).span.end()
    outer.span.setAttributes(USAGE).end()
    expect(statuses()).toEqual(['reported', 'reported'])
  })

  it('are told through spans of others between them', () => {
    const outer = start(THEIRS, CHAT)
    const http = start('http', {}, outer.inside)
    start(OURS, { ...CHAT, ...USAGE }, http.inside).span.end()
    outer.span.setAttributes(USAGE).end()
    expect(statuses()).toEqual(['reported', 'counted_elsewhere'])
  })

  it('are no layers when they stand side by side', () => {
    const request = start('http', {})
    start(OURS, { ...CHAT, ...USAGE }, request.inside).span.end()
    start(THEIRS, { ...CHAT, ...USAGE }, request.inside).span.end()
    expect(statuses()).toEqual(['reported', 'reported'])
  })

  it('are told by the moment where an emitter leaves its span inactive, one by one', () => {
    const first = start('langfuse-sdk', { 'langfuse.observation.type': 'generation' })
    const ofFirst = start(OURS, CHAT)
    const second = start('langfuse-sdk', { 'langfuse.observation.type': 'generation' })
    const third = start('langfuse-sdk', { 'langfuse.observation.type': 'generation' })
    for (const { span } of [ofFirst, first, second, third]) span.setAttributes(USAGE).end()
    expect(statuses()).toEqual(['reported', 'counted_elsewhere', 'unpriced', 'unpriced'])
  })
})
