import { calculateCost, createPriceBook, type CallUsage, type Rates } from '@costspan/cost/prices'
import { type CallResponse, type Operation, providers } from '@costspan/instrumentation'
import fc from 'fast-check'
import { expect } from 'vitest'
import { type ProviderCase, providerCases } from '../../contract/provider/provider-cases.ts'
import type { FuzzTarget } from '../fuzz-target.ts'
import { mutatedJson } from '../mutated.ts'

interface Sample {
  readonly operation: Operation
  readonly params: unknown
  readonly answer: unknown
  readonly items: readonly unknown[] | undefined
}

/** Folders of fixtures, by the package of the SDK whose answers they are. */
const FOLDERS: Readonly<Record<string, string>> = {
  openai: 'openai',
  '@anthropic-ai/sdk': 'anthropic',
  '@google/genai': 'google',
  '@aws-sdk/client-bedrock-runtime': 'bedrock',
  '@mistralai/mistralai': 'mistral',
  'cohere-ai': 'cohere',
  'groq-sdk': 'groq',
  'together-ai': 'together',
  ollama: 'ollama',
  '@huggingface/inference': 'huggingface',
}

const samples = providers.flatMap(({ module, operations }) => {
  const folder = FOLDERS[module]
  return folder === undefined ? [] : providerCases(folder).flatMap((each) => samplesOf(operations, each))
})

function samplesOf(all: readonly Operation[], { operations, params, answer, items }: ProviderCase): Sample[] {
  const answering = all.filter(({ method }) => operations?.includes(method) ?? true)
  return answering.map((operation) => ({ operation, params, answer, items }))
}

const changedSample = fc.constantFrom(...samples).chain(({ operation, params, answer, items }) =>
  fc.record({
    operation: fc.constant(operation),
    params: fc.constant(params),
    answer: mutatedJson([answer]),
    items: fc.array(mutatedJson(items ?? [answer]), { maxLength: 6 }),
  }),
)

/** What an answer or a stream tells is read where it can be read, and is never an amount that is none. */
export const usagePayloads: FuzzTarget = {
  name: 'usage that a provider sends costs an amount, or nothing is known of it',
  property: fc.property(changedSample, ({ operation, params, answer, items }) => {
    expectPriceable(read(() => operation.response(answer, params)))
    const fold = operation.fold?.(params)
    if (fold === undefined) return
    for (const item of items) read(() => fold.add(item))
    expectPriceable(read(() => fold.response()))
  }),
}

/** Whoever reads an answer takes what cannot be read for an answer that tells nothing. */
function read<T>(step: () => T): T | undefined {
  try {
    return step()
  } catch (error) {
    expect(error).toBeInstanceOf(TypeError)
    return undefined
  }
}

const RATES = ratesOfGpt4o()

function ratesOfGpt4o(): Rates {
  const price = createPriceBook().find({ provider: 'openai', model: 'gpt-4o', atMillis: Date.now(), inputTokens: 0 })
  if (!price.priced) throw new Error('gpt-4o has no price')
  return price.rates
}

function expectPriceable(response: CallResponse | undefined): void {
  if (response?.usage === undefined) return
  const cost = calculateCost({ tokens: response.usage as CallUsage['tokens'] }, RATES)
  if (cost.status !== 'priced') return
  const parts = Object.values(cost.parts)
  expect(parts.filter((part) => part < 0n)).toEqual([])
  expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(cost.nanoUsd)
}
