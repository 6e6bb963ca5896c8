import type * as HuggingfaceSdk from '@huggingface/inference'

import type { MatrixProvider } from '../harness/provider.ts'
import type { ExpectedSpan, Scenario } from '../harness/scenario.ts'

/** What `sdk-majors/huggingface-*` load. */
export interface HuggingfaceKit {
  readonly sdk: typeof HuggingfaceSdk
}

export interface HuggingfaceStage extends HuggingfaceKit {
  readonly client: HuggingfaceSdk.InferenceClient
  /** Where the fake provider has its endpoints. */
  readonly endpoints: string
  /** Sends to the fake provider what is meant for the router. */
  readonly fetch: typeof globalThis.fetch
}

export type HuggingfaceScenario = Scenario<HuggingfaceStage>

export function huggingfaceStage({ sdk }: HuggingfaceKit, { url }: MatrixProvider): HuggingfaceStage {
  const endpoints = `${url}/huggingface`
  return {
    sdk,
    client: new sdk.InferenceClient('hf_test'),
    endpoints,
    fetch: (input, init) => fetch(addressOf(input).replace('https://router.huggingface.co', endpoints), init),
  }
}

function addressOf(input: string | URL | Request): string {
  return input instanceof Request ? input.url : input.toString()
}

export const messages = [{ role: 'user' as const, content: 'What did this call cost?' }]

export const usage = { input: 1_000, output: 100 } as const

/** A model, and the provider that the router is to pass its calls on to. */
export const routed = 'openai/gpt-oss-20b:groq'

/** The span of a call that was passed on to Groq: 1,000 tokens at $0.10 and 100 at $0.50 a million. */
export const answered: ExpectedSpan = {
  operation: 'chat',
  requestModel: routed,
  input: 1_000,
  output: 100,
  costStatus: 'reported',
  nanoUsd: 150_000,
  failed: false,
}

/** The span of a call to an endpoint of one's own, which has no price of its own. */
export const onEndpoint: ExpectedSpan = {
  operation: 'chat',
  requestModel: 'my-model',
  input: 1_000,
  output: 100,
  costStatus: 'unpriced',
  failed: false,
}
