import { type Context, ROOT_CONTEXT, type Span, trace, type Tracer } from '@opentelemetry/api'
import { TracerProvider } from '@opentelemetry/sdk-trace'
import { describe, expect, it } from 'vitest'
import { CostSpanProcessor } from '@costspan/cost'
import { collectGarbageUntil } from '../../../instrumentation/garbage.ts'

/** How the next span of a chain begins: after the one before has ended, or while it is still open. */
const ENDS: readonly (readonly [when: string, end: (previous: Span | undefined, own: Span) => void])[] = [
  ['after the one before has ended', (_, own) => own.end()],
  ['before the one before ends', (previous) => previous?.end()],
]

const KINDS = [
  ['plain spans', {}],
  ['calls', { 'gen_ai.operation.name': 'chat', 'gen_ai.usage.input_tokens': 1 }],
  ['agents', { 'gen_ai.operation.name': 'invoke_agent' }],
] as const

/** A chain, as of a timer that starts itself anew in the context of its last span. Gives the context of its end. */
function chainOf(tracer: Tracer, attributes: object, end: (typeof ENDS)[number][1], over: Set<number>): Context {
  let inside: Context = ROOT_CONTEXT
  let previous: Span | undefined
  for (let link = 0; link < LENGTH; link++) {
    const span = tracer.startSpan('tick', { attributes: { ...attributes } }, inside)
    collected.register(span, () => over.add(link))
    end(previous, span)
    previous = span
    inside = trace.setSpan(inside, span)
  }
  return inside
}

const LENGTH = 20

/** Of the module, because a registry that is collected itself tells nothing. */
const collected = new FinalizationRegistry<() => void>((tell) => tell())

/** The last is the parent of what comes next, and the one before it may have ended after the last began. */
const STILL_HELD = 2

describe('a chain of spans, each begun in the context of the one before', () => {
  for (const [kind, attributes] of KINDS) {
    it.each(ENDS)(`does not hold those that are over: ${kind}, each begun %s`, async (_, end) => {
      const tracer = new TracerProvider({ spanProcessors: [new CostSpanProcessor()] }).getTracer('application')
      const over = new Set<number>()
      const inside = chainOf(tracer, attributes, end, over)

      await collectGarbageUntil(() => Promise.resolve(over.size >= LENGTH - STILL_HELD))
      expect(trace.getSpan(inside)).toBeDefined()
    })
  }
})
