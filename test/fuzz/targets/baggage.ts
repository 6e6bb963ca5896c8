import { costBaggagePropagator, type CostContext, setCostContext } from '@costspan/cost'
import { runBudgetPropagator } from '@costspan/guard'
import { defaultTextMapGetter, defaultTextMapSetter, propagation, ROOT_CONTEXT } from '@opentelemetry/api'
import fc from 'fast-check'
import { expect } from 'vitest'
import type { FuzzTarget } from '../fuzz-target.ts'
import { mutatedText } from '../mutated.ts'

const believing = costBaggagePropagator({ trustInbound: true, keys: ['feature', 'tenant', 'user', 'tags'] })
const doubting = costBaggagePropagator({ trustInbound: false })
const runs = runBudgetPropagator('a key')

const header = fc.oneof(
  mutatedText([
    'costspan.feature=chat,costspan.tenant=acme;x=1,other=%E2%82%AC',
    'costspan.run.budget=1.W1siYSIsIjEiLCIwIiwwXV0.c2ln,costspan.user=%F0%9F%98%80',
  ]),
  fc.string({ maxLength: 60 }),
  fc.constant(`costspan.feature=${'x'.repeat(9_000)}`),
)

const context: fc.Arbitrary<CostContext> = fc.record(
  { feature: fc.string({ minLength: 1, maxLength: 40 }), tenant: fc.string({ minLength: 1, maxLength: 40 }) },
  { requiredKeys: [] },
)

/** A header from anywhere changes no request, names nobody's budget unless it is believed, and goes on as it came. */
export const baggage: FuzzTarget = {
  name: 'baggage of a request is read or left, and what nobody believes is not sent on',
  property: fc.property(header, context, (text, own) => {
    const carrier = { baggage: text }
    runs.extract(ROOT_CONTEXT, carrier, defaultTextMapGetter)
    const believed = believing.extract(ROOT_CONTEXT, carrier, defaultTextMapGetter)
    believing.inject(believed, {}, defaultTextMapSetter)
    const doubted = doubting.extract(ROOT_CONTEXT, carrier, defaultTextMapGetter)
    const names =
      propagation
        .getBaggage(doubted)
        ?.getAllEntries()
        .map(([name]) => name) ?? []
    expect(names.filter((name) => /^costspan\.(?:feature|tenant|team|tier|run|agent)$/.test(name))).toEqual([])

    const sent: { baggage?: string } = {}
    believing.inject(setCostContext(ROOT_CONTEXT, own), sent, defaultTextMapSetter)
    expect(sent.baggage ?? '').toMatch(/^[\x21-\x7e]*$/)
  }),
}
