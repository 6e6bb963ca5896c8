import { setTimeout as sleep } from 'node:timers/promises'
import { context } from '@opentelemetry/api'
import { costScope, type ScopeSnapshot } from '@costspan/cost'
import { addToScopes, scopesOf } from '../../../../packages/cost/src/context/cost-scope.ts'
import type { MeteredCall } from '../../../../packages/cost/src/context/scope-meter.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CONTEXT_MANAGERS, useContextManager } from './context-managers.ts'

const EMPTY: ScopeSnapshot = {
  costUsd: 0,
  nanoUsd: 0n,
  inputTokens: 0,
  outputTokens: 0,
  totalTokens: 0,
  calls: 0,
  unpricedCalls: 0,
  estimatedCalls: 0,
  unobservedCalls: 0,
  retries: 0,
  savedUsd: 0,
  atRiskUsd: 0,
}

/** A call as the span processor meters it: the scopes are those of its start. */
function meter(call: MeteredCall): void {
  addToScopes(scopesOf(context.active()), call)
}

function costing(nanoUsd: bigint): MeteredCall {
  return { status: 'reported', nanoUsd, resends: 0, usage: { input: 10, output: 5 } }
}

describe.each(CONTEXT_MANAGERS)('costScope with $name', ({ create }) => {
  useContextManager(create)

  it('sums the calls inside it, live', async () => {
    await costScope(async (scope) => {
      expect(scope.snapshot()).toEqual(EMPTY)
      await sleep(1)
      meter({ ...costing(2_500n), resends: 2, savedNanoUsd: 500n, atRiskNanoUsd: 40n })
      expect(scope.snapshot()).toEqual({
        ...EMPTY,
        costUsd: 0.0000025,
        nanoUsd: 2_500n,
        inputTokens: 10,
        outputTokens: 5,
        totalTokens: 15,
        calls: 1,
        retries: 2,
        savedUsd: 0.0000005,
        atRiskUsd: 0.00000004,
      })
    })
  })

  it('counts the calls of inner scopes in the outer ones', () => {
    const sums = costScope((outer) => {
      meter(costing(1n))
      const inner = costScope((scope) => {
        meter(costing(10n))
        return scope.nanoUsd
      })
      meter(costing(100n))
      return { outer: outer.nanoUsd, inner }
    })
    expect(sums).toEqual({ outer: 111n, inner: 10n })
  })

  it('keeps 100 parallel scopes apart', async () => {
    const sums = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        costScope(async (scope) => {
          await sleep(Math.random() * 10)
          meter(costing(BigInt(index)))
          await sleep(Math.random() * 10)
          meter(costing(1_000n))
          return scope.nanoUsd
        }),
      ),
    )
    expect(sums).toEqual(Array.from({ length: 100 }, (_, index) => BigInt(index) + 1_000n))
  })

  it('hands back what the function returns: the value, or the very same promise', () => {
    const promise = Promise.resolve(1)
    expect(costScope(() => 7)).toBe(7)
    expect(costScope(() => promise)).toBe(promise)
  })

  it('counts a call that ends after the function returned, while a snapshot stays as it was', () => {
    const { scope, before, scopes } = costScope((scope) => ({
      scope,
      before: scope.snapshot(),
      scopes: scopesOf(context.active()),
    }))
    addToScopes(scopes, costing(7n))
    expect(scope.nanoUsd).toBe(7n)
    expect(before).toEqual(EMPTY)
  })

  it('is nowhere outside of the function', () => {
    costScope(() => undefined)
    expect(scopesOf(context.active())).toBeUndefined()
    meter(costing(1n))
  })
})

describe('a scope', () => {
  it('says which calls are not in its cost, and keeps tokens that contradict themselves out of its sums', () => {
    const snapshot = costScope((scope) => {
      meter(costing(1n))
      meter({ status: 'estimated', nanoUsd: 2n, resends: 0, usage: { input: 1, output: 1 } })
      meter({ status: 'unobserved', resends: 1, atRiskNanoUsd: 9n })
      meter({ status: 'unpriced', resends: 0, usage: { input: 100, output: 50 } })
      meter({ status: 'invalid', resends: 0, usage: { input: 1, output: 1, cacheRead: 5 } })
      return scope.snapshot()
    })
    expect(snapshot).toEqual({
      costUsd: 0.000000003,
      nanoUsd: 3n,
      inputTokens: 111,
      outputTokens: 56,
      totalTokens: 167,
      calls: 5,
      unpricedCalls: 2,
      estimatedCalls: 1,
      unobservedCalls: 1,
      retries: 1,
      savedUsd: 0,
      atRiskUsd: 0.000000009,
    })
  })

  it('adds exactly, in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: 0n, max: 10n ** 18n })), (amounts) => {
        const sum = (nanoUsds: readonly bigint[]): bigint =>
          costScope((scope) => {
            for (const nanoUsd of nanoUsds) meter(costing(nanoUsd))
            return scope.nanoUsd
          })
        const expected = amounts.reduce((total, amount) => total + amount, 0n)
        expect(sum(amounts)).toBe(expected)
        expect(sum(amounts.toReversed())).toBe(expected)
      }),
    )
  })
})
