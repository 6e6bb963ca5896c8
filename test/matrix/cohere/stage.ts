import type * as CohereSdk from 'cohere-ai'

import type { MatrixProvider } from '../harness/provider.ts'
import type { ExpectedSpan, Scenario } from '../harness/scenario.ts'

/** What `sdk-majors/cohere-*` load. */
export interface CohereKit {
  readonly sdk: typeof CohereSdk
}

export interface CohereStage {
  readonly client: CohereSdk.CohereClientV2
  /** The older client, whose methods call the v1 API. */
  readonly v1: CohereSdk.CohereClient
}

export type CohereScenario = Scenario<CohereStage>

export function cohereStage({ sdk }: CohereKit, { url }: MatrixProvider): CohereStage {
  const options = { token: 'test', environment: `${url}/cohere` }
  return { client: new sdk.CohereClientV2(options), v1: new sdk.CohereClient(options) }
}

export const question = {
  model: 'command-a-03-2025',
  messages: [{ role: 'user' as const, content: 'What did this call cost?' }],
}

/** Errors are told at once. */
export const once = { maxRetries: 0 } as const

export const usage = { input: 1_000, output: 100 } as const

/** The span of a call that was answered with `usage`: 1,000 tokens at $2.50 and 100 at $10 a million. */
export const answered: ExpectedSpan = {
  operation: 'chat',
  requestModel: 'command-a-03-2025',
  input: 1_000,
  output: 100,
  costStatus: 'reported',
  nanoUsd: 3_500_000,
  failed: false,
}

/** The same of the v1 API: at $0.15 and $0.60. */
export const answeredV1: ExpectedSpan = { ...answered, requestModel: 'command-r-08-2024', nanoUsd: 210_000 }

/** The span of a call that was refused. */
export const refused: ExpectedSpan = {
  operation: 'chat',
  requestModel: 'command-a-03-2025',
  input: undefined,
  output: undefined,
  nanoUsd: undefined,
  unobserved: undefined,
  failed: true,
  errorType: '429',
}
