import {
  activeCostContext,
  type CostContext,
  costBaggagePropagator,
  costContextOf,
  type PseudonymOptions,
  pseudonymsOf,
  setCostContext,
  usePseudonyms,
  withCostContext,
} from '@costspan/cost'
import { defaultTextMapGetter, defaultTextMapSetter, ROOT_CONTEXT } from '@opentelemetry/api'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'

const NOVEMBER = { id: '2026-11', secret: 'the secret of november' }
const OCTOBER = { id: '2026-10', secret: 'the secret of october' }

let stop = (): void => {}
afterEach(() => stop())

function use(options: PseudonymOptions): void {
  stop()
  stop = usePseudonyms(options)
}

const contextOf = (costContext: CostContext): CostContext | undefined =>
  withCostContext(costContext, () => activeCostContext())

describe('pseudonyms', () => {
  it('stand for users in every cost context, and leave all else as it is', () => {
    use({ keys: [NOVEMBER] })
    const [pseudonym] = pseudonymsOf('user', 'ann@example.com', [NOVEMBER])
    expect(contextOf({ user: 'ann@example.com', feature: 'search', tags: { user: 'x' } })).toEqual({
      user: pseudonym,
      feature: 'search',
      tags: { user: 'x' },
    })
    expect(pseudonym).toMatch(/^2026-11\.[\w-]{24}$/)
  })

  it('are the same for the same id, others for another id, field or key, and do not contain the id', () => {
    const id = fc.string({ minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(id, id, (one, other) => {
        const names = [
          ...pseudonymsOf('user', one, [NOVEMBER, OCTOBER]),
          ...pseudonymsOf('session', one, [NOVEMBER]),
          ...(one === other ? [] : pseudonymsOf('user', other, [NOVEMBER])),
        ]
        expect(new Set(names).size).toBe(names.length)
        expect(pseudonymsOf('user', one, [NOVEMBER])[0]).toBe(names[0])
      }),
    )
  })

  it('come of the newest key, and those of an older one that is still known stay as they are', () => {
    use({ keys: [NOVEMBER, OCTOBER] })
    const [ofNovember, ofOctober] = pseudonymsOf('user', 'ann', [NOVEMBER, OCTOBER])
    expect([contextOf({ user: 'ann' })?.user, contextOf({ user: ofOctober })?.user]).toEqual([ofNovember, ofOctober])
    use({ keys: [NOVEMBER] })
    expect(contextOf({ user: ofOctober })?.user).not.toBe(ofOctober)
  })

  it('are not made again of what came from another service or out of a queue', () => {
    use({ keys: [NOVEMBER], fields: ['user', 'session'] })
    const propagator = costBaggagePropagator({ keys: ['user'], trustInbound: true })
    const sent: { baggage?: string } = {}
    const own = setCostContext(ROOT_CONTEXT, { user: 'ann' })
    propagator.inject(own, sent, defaultTextMapSetter)
    const arrived = propagator.extract(ROOT_CONTEXT, sent, defaultTextMapGetter)
    expect(sent.baggage).not.toContain('ann')
    expect(costContextOf(arrived)).toEqual({ user: pseudonymsOf('user', 'ann', [NOVEMBER])[0] })
  })

  it('cannot be claimed by a user who calls himself like one', () => {
    use({ keys: [NOVEMBER] })
    const forged = `2026-11.${'x'.repeat(24)}`
    expect(contextOf({ user: forged })?.user).toBe(pseudonymsOf('user', forged, [NOVEMBER])[0])
  })

  it.each([
    ['no key', { keys: [] }, 'keys must have at least one key'],
    ['a short secret', { keys: [{ id: 'a', secret: 'planted' }] }, 'the secret of the key a must have at least 16'],
    ['a strange id', { keys: [{ id: 'a.b', secret: NOVEMBER.secret }] }, 'the id of a key must be 1 to 32 letters'],
    ['an unknown field', { keys: [NOVEMBER], fields: ['name' as 'user'] }, '"name" is no field of the cost context'],
  ])('are refused with %s, and no secret is told', (_, options, message) => {
    expect(() => usePseudonyms(options)).toThrow(TypeError)
    expect(() => usePseudonyms(options)).toThrow(message)
    expect(() => usePseudonyms(options)).not.toThrow('planted')
  })
})
