import {
  context,
  defaultTextMapGetter,
  defaultTextMapSetter,
  propagation,
  ROOT_CONTEXT,
  type Context,
} from '@opentelemetry/api'
import {
  CompositePropagator,
  suppressTracing,
  W3CBaggagePropagator,
  W3CTraceContextPropagator,
} from '@opentelemetry/core'
import { costBaggagePropagator, withCostContext, type CostContext } from '@costspan/cost'
import type { CostBaggageOptions } from '../../../../packages/cost/src/context/cost-baggage-options.ts'
import { costContextOf, setCostContext } from '../../../../packages/cost/src/context/cost-context.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { useContextManager } from './context-managers.ts'

useContextManager()

const ALL_KEYS = [
  'feature',
  'user',
  'session',
  'conversation',
  'agent',
  'team',
  'tenant',
  'tier',
  'run',
  'tags',
] as const
const TRUSTING: CostBaggageOptions = { keys: ALL_KEYS, trustInbound: true }

function baggageOf(otelContext: Context, options: CostBaggageOptions = {}): string | undefined {
  const carrier: Record<string, string> = {}
  costBaggagePropagator(options).inject(otelContext, carrier, defaultTextMapSetter)
  return carrier['baggage']
}

function extract(baggage: string | string[], options: CostBaggageOptions = TRUSTING): Context {
  return costBaggagePropagator(options).extract(ROOT_CONTEXT, { baggage }, defaultTextMapGetter)
}

function withBaggage(entries: Readonly<Record<string, string>>, otelContext = ROOT_CONTEXT): Context {
  const values = Object.entries(entries).map(([name, value]) => [name, { value }])
  return propagation.setBaggage(otelContext, propagation.createBaggage(Object.fromEntries(values)))
}

describe('what leaves a service', () => {
  it('is the cost context under the names of its attributes, without ids of people unless they are listed', () => {
    const cost = setCostContext(ROOT_CONTEXT, { feature: 'search', tier: 'pro', user: 'u-1', tags: { region: 'eu' } })
    expect(baggageOf(cost)).toBe('costspan.feature=search,costspan.tier=pro')
    expect(baggageOf(cost, { keys: ['user', 'tags'] })).toBe('user.id=u-1,costspan.tag.region=eu')
    expect(baggageOf(cost, { keys: [] })).toBeUndefined()
    expect(baggageOf(ROOT_CONTEXT)).toBeUndefined()
  })

  it('is percent-encoded', () => {
    const cost = setCostContext(ROOT_CONTEXT, { feature: 'a,b;c=d "é" 😀%' })
    expect(baggageOf(cost)).toBe('costspan.feature=a%2Cb%3Bc%3Dd%20%22%C3%A9%22%20%F0%9F%98%80%25')
  })

  it.each([
    ['OpenTelemetry baggage by our own hand', undefined],
    ['the inner propagator', new W3CBaggagePropagator()],
  ])('goes together with %s, and wins over an entry of the same name', (_, inner) => {
    const cost = setCostContext(withBaggage({ colour: 'blue', 'costspan.feature': 'old' }), { feature: 'new' })
    expect(baggageOf(cost, { inner })).toBe('colour=blue,costspan.feature=new')
  })

  it('leaves the other headers of an inner composite as they are', () => {
    const inner = new CompositePropagator({
      propagators: [new W3CTraceContextPropagator(), new W3CBaggagePropagator()],
    })
    const propagator = costBaggagePropagator({ inner })
    const carrier = { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', baggage: 'colour=blue' }
    const extracted = propagator.extract(ROOT_CONTEXT, carrier, defaultTextMapGetter)
    const written = {}
    propagator.inject(setCostContext(extracted, { feature: 'search' }), written, defaultTextMapSetter)
    expect(written).toEqual({ ...carrier, baggage: 'colour=blue,costspan.feature=search' })
    expect(propagator.fields().toSorted()).toEqual(['baggage', 'traceparent', 'tracestate'])
  })

  it('keeps to 8192 bytes and 64 members, the baggage that is there first', () => {
    const many = Object.fromEntries(Array.from({ length: 63 }, (_, index) => [`k${index}`, 'v']))
    const counted = baggageOf(setCostContext(withBaggage(many), { feature: 'search', tier: 'pro' }))
    expect(counted?.split(',')).toHaveLength(64)
    expect(counted).toMatch(/,costspan\.feature=search$/)

    const long = withBaggage({ a: 'x'.repeat(4000), b: 'x'.repeat(4000) })
    const sized = baggageOf(setCostContext(long, { feature: 'f'.repeat(200), tier: 'pro' }))
    expect(sized).toMatch(/,costspan\.tier=pro$/)
    expect(sized).not.toContain('costspan.feature')
  })

  it('is nothing while tracing is suppressed, as around an exporter', () => {
    expect(
      baggageOf(suppressTracing(setCostContext(withBaggage({ colour: 'blue' }), { feature: 'search' }))),
    ).toBeUndefined()
  })

  it('is read from the active context when that is what is injected', () => {
    const header = withCostContext({ feature: 'search' }, () => baggageOf(context.active()))
    expect(header).toBe('costspan.feature=search')
  })
})

describe('what comes into a service', () => {
  const header = 'colour=blue,costspan.feature=search,user.id=u-1'

  it("is ignored by default, and taken out of the application's own baggage too", () => {
    const extracted = extract(header, {})
    expect(costContextOf(extracted)).toBeUndefined()
    expect(propagation.getBaggage(extracted)?.getAllEntries()).toEqual([['colour', { value: 'blue' }]])
    expect(baggageOf(extracted)).toBe('colour=blue')
  })

  it('becomes the cost context where it is trusted, of the listed keys', () => {
    expect(costContextOf(extract(header))).toEqual({ feature: 'search', user: 'u-1' })
    expect(costContextOf(extract(header, { trustInbound: true }))).toEqual({ feature: 'search' })
    expect(propagation.getBaggage(extract(header))?.getEntry('colour')).toEqual({ value: 'blue' })
  })

  it('may be trusted by what else the request carries', () => {
    const trustInbound = (carrier: unknown): boolean => (carrier as Record<string, string>)['x-gateway'] === 'secret'
    const propagator = costBaggagePropagator({ trustInbound })
    const contextOf = (carrier: object): CostContext | undefined =>
      costContextOf(propagator.extract(ROOT_CONTEXT, carrier, defaultTextMapGetter))
    expect(contextOf({ baggage: header, 'x-gateway': 'secret' })).toEqual({ feature: 'search' })
    expect(contextOf({ baggage: header })).toBeUndefined()
  })

  it('is not trusted when the decision throws', () => {
    const trustInbound = (): boolean => {
      throw new Error('no')
    }
    expect(costContextOf(extract(header, { trustInbound }))).toBeUndefined()
  })

  it('is merged over the cost context that is there', () => {
    const before = setCostContext(ROOT_CONTEXT, { team: 'core', feature: 'default' })
    const extracted = costBaggagePropagator(TRUSTING).extract(before, { baggage: header }, defaultTextMapGetter)
    expect(costContextOf(extracted)).toEqual({ team: 'core', feature: 'search', user: 'u-1' })
  })

  it.each([
    ['', undefined],
    [',,;=,', undefined],
    ['costspan.feature', undefined],
    ['costspan.feature=', undefined],
    ['costspan.feature=%E0%A4%A', undefined],
    ['costspan.tag.a b=c,costspan.tag.=d', undefined],
    ['costspan.feature=%ZZ,costspan.tier=pro', { tier: 'pro' }],
    [' costspan.tier = pro ;ttl=3 , costspan.feature=search', { tier: 'pro', feature: 'search' }],
    ['costspan.tag.__proto__=x,costspan.tag.region=eu', { tags: { region: 'eu' } }],
    [`costspan.tier=pro,costspan.feature=${'x'.repeat(9000)}`, { tier: 'pro' }],
    [['costspan.tier=pro', 'costspan.feature=search'], { tier: 'pro', feature: 'search' }],
  ])('is read as far as it is well formed: %o', (malformed, expected) => {
    expect(costContextOf(extract(malformed))).toEqual(expected)
  })

  it('never throws, whatever the header says', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.string().map((text) => `user.id=${text}`),
        ),
        (text) => {
          const user = costContextOf(extract(text))?.user
          expect(user === undefined || (user.length > 0 && user.length <= 256)).toBe(true)
        },
      ),
    )
  })
})

describe('what leaves one service', () => {
  it('comes into the next as it was, for any text', () => {
    const text = fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' })
    const tags = fc.dictionary(fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,20}$/), text, { minKeys: 1, maxKeys: 5 })
    const costContext = fc.record({ feature: text, user: text, tier: text, tags }, { requiredKeys: ['feature'] })
    fc.assert(
      fc.property(costContext, (cost) => {
        const header = baggageOf(setCostContext(ROOT_CONTEXT, cost), TRUSTING)
        expect(header).toBeDefined()
        expect(costContextOf(extract(header ?? ''))).toEqual(costContextOf(setCostContext(ROOT_CONTEXT, cost)))
      }),
    )
  })
})

describe('a wrong option', () => {
  it.each([
    [{ keys: ['usr'] }, /^costBaggagePropagator: keys must be some of feature, .*tags, got usr$/],
    [{ trustInbound: 'yes' }, /^costBaggagePropagator: trustInbound must be a boolean or a function, got yes$/],
    [{ unreadableSpans: 'drop' }, /^costBaggagePropagator: unreadableSpans must be "withhold" or "send", got drop$/],
    [
      { llmHosts: ['https://x'] },
      /^costBaggagePropagator: llmHosts\[0\] must be a host name such as .*, got https:\/\/x$/,
    ],
  ])('is refused with what was expected: %o', (options, message) => {
    expect(() => costBaggagePropagator(options as CostBaggageOptions)).toThrow(TypeError)
    expect(() => costBaggagePropagator(options as CostBaggageOptions)).toThrow(message)
  })
})
