import { setTimeout as sleep } from 'node:timers/promises'
import { context, ROOT_CONTEXT } from '@opentelemetry/api'
import { activeCostContext, withCostContext, type CostContext } from '@costspan/cost'
import { costAttributesOf, costContextOf, setCostContext } from '../../../../packages/cost/src/context/cost-context.ts'
import { describe, expect, it } from 'vitest'
import { CONTEXT_MANAGERS, useContextManager } from './context-managers.ts'

describe.each(CONTEXT_MANAGERS)('cost context with $name', ({ create }) => {
  useContextManager(create)

  it('is there for all that the function awaits, and gone afterwards', async () => {
    const seen = await withCostContext({ feature: 'search', user: 'u-1' }, async () => {
      await sleep(1)
      return activeCostContext()
    })
    expect(seen).toEqual({ feature: 'search', user: 'u-1' })
    expect(activeCostContext()).toBeUndefined()
  })

  it('merges with the outer one: inner values win, undefined leaves the outer value, tags merge by key', () => {
    const outer: CostContext = { feature: 'search', team: 'core', tags: { region: 'eu', build: '7' } }
    const inner: CostContext = {
      feature: 'rank',
      team: undefined,
      user: 'u-1',
      tags: { build: '8', region: undefined },
    }
    const seen = withCostContext(outer, () => withCostContext(inner, activeCostContext))
    expect(seen).toEqual({ feature: 'rank', team: 'core', user: 'u-1', tags: { region: 'eu', build: '8' } })
  })

  it('keeps the outer tags under an inner context without any', () => {
    const seen = withCostContext({ tags: { region: 'eu' } }, () => withCostContext({ user: 'u-1' }, activeCostContext))
    expect(seen).toEqual({ user: 'u-1', tags: { region: 'eu' } })
  })

  it('hands back what the function returns: the value, or the very same promise', () => {
    const promise = Promise.resolve(1)
    expect(withCostContext({ user: 'u-1' }, () => 7)).toBe(7)
    expect(withCostContext({ user: 'u-1' }, () => promise)).toBe(promise)
  })

  it('lets the error of the function through, and ends all the same', () => {
    const error = new Error('no')
    const failing = (): void =>
      withCostContext({ user: 'u-1' }, () => {
        throw error
      })
    expect(failing).toThrow(error)
    expect(activeCostContext()).toBeUndefined()
  })

  it('never mixes 100 functions that run at the same time', async () => {
    const users = Array.from({ length: 100 }, (_, index) => `u-${index}`)
    const seen = await Promise.all(
      users.map((user) =>
        withCostContext({ user }, async () => {
          await sleep(Math.random() * 10)
          return withCostContext({ feature: `f-${user}` }, async () => {
            await sleep(Math.random() * 10)
            return activeCostContext()
          })
        }),
      ),
    )
    expect(seen).toEqual(users.map((user) => ({ user, feature: `f-${user}` })))
  })

  it('gives spans their attributes, made once for each cost context', () => {
    withCostContext({ user: 'u-1', tags: { region: 'eu' } }, () => {
      const attributes = costAttributesOf(context.active())
      expect(attributes).toEqual({ 'user.id': 'u-1', 'costspan.tag.region': 'eu' })
      expect(costAttributesOf(context.active())).toBe(attributes)
      expect(costContextOf(context.active())).toBe(activeCostContext())
    })
  })
})

describe('setCostContext', () => {
  it('puts a cost context into an OpenTelemetry context, merged with the one that is there', () => {
    const outer = setCostContext(ROOT_CONTEXT, { feature: 'search', user: 'u-1' })
    expect(costContextOf(setCostContext(outer, { user: 'u-2' }))).toEqual({ feature: 'search', user: 'u-2' })
    expect(costContextOf(outer)).toEqual({ feature: 'search', user: 'u-1' })
    expect(costContextOf(ROOT_CONTEXT)).toBeUndefined()
  })
})

describe('the attributes of a cost context', () => {
  it('are named by the conventions where these have a name, and by us where they have none', () => {
    const all = {
      feature: 'f',
      user: 'u',
      session: 's',
      conversation: 'c',
      agent: 'a',
      team: 'te',
      tenant: 'tn',
      tier: 'ti',
      run: 'r',
      tags: { 'cost.centre': '42' },
    } satisfies Required<CostContext>
    expect(costAttributesOf(setCostContext(ROOT_CONTEXT, all))).toEqual({
      'costspan.feature': 'f',
      'user.id': 'u',
      'session.id': 's',
      'gen_ai.conversation.id': 'c',
      'gen_ai.agent.name': 'a',
      'costspan.team': 'te',
      'costspan.tenant': 'tn',
      'costspan.tier': 'ti',
      'costspan.run': 'r',
      'costspan.tag.cost.centre': '42',
    })
  })

  it('keep long values apart that begin alike, within 256 characters', () => {
    const userOf = (user: string): string | undefined => costContextOf(setCostContext(ROOT_CONTEXT, { user }))?.user
    const [first, second] = [userOf('x'.repeat(300)), userOf(`${'x'.repeat(299)}y`)]
    expect(userOf('x'.repeat(256))).toBe('x'.repeat(256))
    expect(first).toMatch(/^x{239}~[0-9a-f]{16}$/)
    expect(second).toMatch(/^x{239}~[0-9a-f]{16}$/)
    expect(first).not.toBe(second)
    expect(userOf('x'.repeat(300))).toBe(first)
  })

  it('replace half a surrogate pair, which no exporter could write', () => {
    const contextOf = (user: string): CostContext | undefined => costContextOf(setCostContext(ROOT_CONTEXT, { user }))
    expect(contextOf('a\uD800b')).toEqual({ user: 'a\uFFFDb' })
    expect(contextOf('😀')).toEqual({ user: '😀' })
    expect(contextOf(`${'x'.repeat(238)}😀${'y'.repeat(100)}`)?.user).toMatch(/^x{238}\uFFFD~[0-9a-f]{16}$/)
  })
})

describe('a wrong cost context', () => {
  const known = 'feature, user, session, conversation, agent, team, tenant, tier, run, tags'
  it.each([
    [{ user: 42 }, 'withCostContext: user must be a string that is not empty, got 42'],
    [{ user: '' }, 'withCostContext: user must be a string that is not empty, got ""'],
    [{ user: null }, 'withCostContext: user must be a string that is not empty, got null'],
    [{ usr: 'u-1' }, `withCostContext: "usr" must be one of ${known}; own keys go under tags`],
    [{ toString: 'u-1' }, `withCostContext: "toString" must be one of ${known}; own keys go under tags`],
    [{ tags: 'eu' }, 'withCostContext: tags must be an object of strings, got "eu"'],
    [{ tags: ['eu'] }, 'withCostContext: tags must be an object of strings, got an array'],
    [{ tags: { region: 1n } }, 'withCostContext: tags.region must be a string that is not empty, got 1'],
    [
      { tags: { 'a b': 'c' } },
      'withCostContext: tags must have keys of 1 to 64 letters, digits, "_", "-" or ".", beginning with a letter or digit, got "a b"',
    ],
    ['search', 'withCostContext: the cost context must be an object of strings, got "search"'],
    [undefined, 'withCostContext: the cost context must be an object of strings, got undefined'],
  ])('is refused with what is wrong and what was expected: %o', (wrong, message) => {
    expect(() => withCostContext(wrong as CostContext, () => 'ran')).toThrow(new TypeError(message))
  })
})
