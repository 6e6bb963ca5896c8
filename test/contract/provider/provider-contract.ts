import type { CallResponse, Operation, Provider, StreamFold, TokenUsage } from '@costspan/instrumentation'
import { describe, expect, it } from 'vitest'
import { type CallObserver, onceAndNeverThrowing } from '../../../packages/instrumentation/src/observe/call-observer.ts'
import { eachFieldReplaced, tellsUsage, withIndexesRaised, withoutUsage, withUnknownFields } from './json-variants.ts'
import type { ProviderCase } from './provider-cases.ts'

export interface ProviderContract {
  readonly provider: Provider
  readonly cases: readonly ProviderCase[]
}

/** What every provider file must keep, whatever the SDK, shown by the answers in its fixtures. */
export function providerContract({ provider, cases }: ProviderContract): void {
  describe(`the ${provider.name} provider`, () => {
    it('has a case for each of its operations', () => {
      const covered = cases.flatMap((each) => operationsOf(provider, each))
      expect(new Set(covered.map(({ method }) => method))).toEqual(
        new Set(provider.operations.map(({ method }) => method)),
      )
    })

    for (const each of cases) {
      const operations = operationsOf(provider, each)
      for (const operation of operations) {
        describe(`${each.name}, answered to ${operation.method}`, () => {
          wholeAnswer(operation, each)
          if (each.items !== undefined && mayStream(operation, operations)) stream(operation, each, each.items)
        })
      }
    }
  })
}

/** Where a method of its own streams, the one beside it does not. */
function mayStream({ streams }: Operation, operations: readonly Operation[]): boolean {
  return streams === true || operations.every((each) => each.streams !== true)
}

function wholeAnswer(operation: Operation, { answer, params, expected }: ProviderCase): void {
  it('is read from the whole answer', () => {
    expect(operation.response(answer, params)).toEqual(expected)
  })

  it('has no part that is larger than its total', () => {
    expectPartsWithinTotals(operation.response(answer, params).usage)
  })

  it('is read past fields that nobody has heard of', () => {
    expect(operation.response(withUnknownFields(answer), params)).toEqual(expected)
  })

  it('has only usage that the answer tells', () => {
    const { usage } = operation.response(withoutUsage(answer), params)
    expect(usage).toEqual(tellsUsage(answer) ? undefined : expected.usage)
  })

  it.each([null, undefined])('is read when any one field is %s', (replacement) => {
    for (const { path, value } of eachFieldReplaced(answer, replacement)) {
      expectOnlyNumbers(operation.response(value, params), path)
    }
  })
}

function stream(
  operation: Operation,
  { expected, generatedText, params }: ProviderCase,
  items: readonly unknown[],
): void {
  const foldOf = (each: readonly unknown[]): StreamFold<unknown> => foldItems(operation, params, each)

  it('is folded from its stream to the same answer', () => {
    const fold = foldOf(items)

    expect(fold.response()).toEqual(expected)
    expect(fold.hasFinalUsage()).toBe(true)
    expect(fold.generatedText()).toBe(generatedText)
  })

  it('is not doubled by usage that is sent twice', () => {
    const repeated = items.flatMap((item) => (tellsUsage(item) ? [item, item, item] : [item]))
    expect(foldOf(repeated).response().usage).toEqual(expected.usage)
  })

  it('is folded past fields that nobody has heard of', () => {
    expect(foldOf(items.map(withUnknownFields)).response()).toEqual(expected)
  })

  it('has no final usage when the stream tells none', () => {
    const fold = foldOf(items.map(withoutUsage))

    expect(fold.response().usage).toBeUndefined()
    expect(fold.hasFinalUsage()).toBe(false)
    expect(fold.generatedText()).toBe(generatedText)
  })

  it.each([null, undefined])('is folded when any one field of an item is %s', (replacement) => {
    for (const [index, item] of items.entries()) {
      for (const { path, value } of eachFieldReplaced(item, replacement)) {
        const fold = foldOf([])
        const observer = observerOf(fold)
        for (const each of items.with(index, value)) observer.onItem(each)
        expectOnlyNumbers(fold.response(), `${index}.${path}`)
        expect(typeof fold.generatedText(), `${index}.${path}`).toBe('string')
      }
    }
  })

  it('is folded as fast when the indexes of its parts are huge', () => {
    const fold = foldOf(items.map((item) => withIndexesRaised(item, 2_000_000_000)))
    expect(fold.response()).toEqual(expected)
    expect(fold.generatedText()).toBe(generatedText)
  })

  it('survives items that are no items', () => {
    const fold = foldOf([])
    const observer = observerOf(fold)
    const strange = [null, undefined, 42, 'text', [], {}, { type: null }, { choices: [null] }, new Error('no item')]
    for (const item of items) for (const each of [...strange, item]) observer.onItem(each)

    expect(fold.response().usage).toEqual(expected.usage)
    expect(fold.generatedText()).toBe(generatedText)
  })
}

function operationsOf(provider: Provider, { operations, slug }: ProviderCase): readonly Operation[] {
  if (operations === undefined) return provider.operations
  return operations.map((method) => {
    const found = provider.operations.find((each) => each.method === method)
    if (found === undefined) throw new TypeError(`${slug}.operations: ${provider.name} has no ${method}`)
    return found
  })
}

function foldItems(operation: Operation, params: unknown, items: readonly unknown[]): StreamFold<unknown> {
  const fold = operation.fold?.(params)
  if (fold === undefined) throw new TypeError(`${operation.method}: there are items but no fold`)
  for (const item of items) fold.add(item)
  return fold
}

/** Feeds a fold as a call does, where an item that it cannot read is left out. */
function observerOf(fold: StreamFold<unknown>): CallObserver {
  const onItem = (item: unknown): undefined => {
    fold.add(item)
  }
  return onceAndNeverThrowing({ onItem, onEnd: () => {} }, () => {})
}

function expectPartsWithinTotals(usage: TokenUsage | undefined): void {
  if (usage === undefined) return
  const { input, output, cacheRead = 0, cacheWrite = 0, cacheWrite1h = 0, inputAudio = 0, inputImage = 0 } = usage
  const { reasoning = 0, outputAudio = 0, outputImage = 0, cacheReadAudio = 0, cacheReadImage = 0 } = usage
  const freshMedia = inputAudio - cacheReadAudio + inputImage - cacheReadImage
  expect(cacheRead + cacheWrite + freshMedia).toBeLessThanOrEqual(input)
  expect(cacheReadAudio + cacheReadImage).toBeLessThanOrEqual(cacheRead)
  expect(reasoning + outputAudio + outputImage).toBeLessThanOrEqual(output)
  expect(cacheWrite1h).toBeLessThanOrEqual(cacheWrite)
}

/** Every amount is a number or unknown: a null that slips through would be written on the span. */
function expectOnlyNumbers({ usage, units, toolCalls, costUsd }: CallResponse, path: string): void {
  const amounts = [
    ...Object.values(usage ?? {}),
    ...Object.values(units ?? {}),
    ...Object.values(toolCalls ?? {}),
    costUsd,
  ]
  expect(
    amounts.filter((amount) => amount !== undefined && !Number.isFinite(amount)),
    path,
  ).toEqual([])
}
