import type * as TogetherSdk from 'together-ai'

import type { MatrixProvider } from '../harness/provider.ts'
import type { ExpectedSpan, Scenario } from '../harness/scenario.ts'

/** What `sdk-majors/together-*` load. */
export interface TogetherKit {
  readonly sdk: typeof TogetherSdk
}

export interface TogetherStage {
  readonly client: TogetherSdk.Together
  /** Another such client, with other options. */
  connect(options?: TogetherSdk.ClientOptions): TogetherSdk.Together
}

export type TogetherScenario = Scenario<TogetherStage>

export function togetherStage({ sdk }: TogetherKit, { url }: MatrixProvider): TogetherStage {
  const connect: TogetherStage['connect'] = (options) =>
    new sdk.Together({ apiKey: 'test', baseURL: `${url}/together/v1`, maxRetries: 0, ...options })
  return { connect, client: connect() }
}

export const question = {
  model: 'meta-llama/Llama-3.3-70B-Instruct-Turbo',
  messages: [{ role: 'user' as const, content: 'What did this call cost?' }],
}

export const usage = { input: 1_000, output: 100 } as const

/** The span of a call that was answered with `usage`: 1,100 tokens at $0.88 a million. */
export const answered: ExpectedSpan = {
  operation: 'chat',
  requestModel: 'meta-llama/Llama-3.3-70B-Instruct-Turbo',
  responseModel: 'meta-llama/Llama-3.3-70B-Instruct-Turbo',
  input: 1_000,
  output: 100,
  costStatus: 'reported',
  nanoUsd: 968_000,
  failed: false,
}

/** The span of a call that was refused. */
export const refused: ExpectedSpan = {
  operation: 'chat',
  requestModel: 'meta-llama/Llama-3.3-70B-Instruct-Turbo',
  input: undefined,
  output: undefined,
  nanoUsd: undefined,
  unobserved: undefined,
  failed: true,
  errorType: '429',
}
