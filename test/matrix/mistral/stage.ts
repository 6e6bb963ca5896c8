import type * as MistralSdk from '@mistralai/mistralai'

import type { MatrixProvider } from '../harness/provider.ts'
import type { ExpectedSpan, Scenario } from '../harness/scenario.ts'

/** What `sdk-majors/mistral-*` load. */
export interface MistralKit {
  readonly sdk: typeof MistralSdk
}

export interface MistralStage {
  readonly client: MistralSdk.Mistral
}

export type MistralScenario = Scenario<MistralStage>

export function mistralStage({ sdk }: MistralKit, { url }: MatrixProvider): MistralStage {
  return { client: new sdk.Mistral({ apiKey: 'test', serverURL: `${url}/mistral` }) }
}

export const question = {
  model: 'mistral-small-latest',
  messages: [{ role: 'user' as const, content: 'What did this call cost?' }],
}

export const usage = { input: 1_000, output: 100 } as const

/** The span of a call that was answered with `usage`: 1,000 tokens at $0.10 and 100 at $0.30 a million. */
export const answered: ExpectedSpan = {
  operation: 'chat',
  requestModel: 'mistral-small-latest',
  responseModel: 'mistral-small-latest',
  input: 1_000,
  output: 100,
  costStatus: 'reported',
  nanoUsd: 130_000,
  failed: false,
}

/** The span of a call that was refused. */
export const refused: ExpectedSpan = {
  operation: 'chat',
  requestModel: 'mistral-small-latest',
  input: undefined,
  output: undefined,
  nanoUsd: undefined,
  unobserved: undefined,
  failed: true,
  errorType: '429',
}
