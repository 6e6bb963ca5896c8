import type * as GroqSdk from 'groq-sdk'

import type { MatrixProvider } from '../harness/provider.ts'
import type { ExpectedSpan, Scenario } from '../harness/scenario.ts'

/** What `sdk-majors/groq-*` load. */
export interface GroqKit {
  readonly sdk: typeof GroqSdk
}

export interface GroqStage {
  readonly client: GroqSdk.Groq
  /** Another such client, with other options. */
  connect(options?: GroqSdk.ClientOptions): GroqSdk.Groq
}

export type GroqScenario = Scenario<GroqStage>

export function groqStage({ sdk }: GroqKit, { url }: MatrixProvider): GroqStage {
  const connect: GroqStage['connect'] = (options) =>
    new sdk.Groq({ apiKey: 'test', baseURL: `${url}/groq`, maxRetries: 0, ...options })
  return { connect, client: connect() }
}

export const question = {
  model: 'llama-3.3-70b-versatile',
  messages: [{ role: 'user' as const, content: 'What did this call cost?' }],
}

export const usage = { input: 1_000, output: 100 } as const

/** The span of a call that was answered with `usage`: 1,000 tokens at $0.59 and 100 at $0.79 a million. */
export const answered: ExpectedSpan = {
  operation: 'chat',
  requestModel: 'llama-3.3-70b-versatile',
  responseModel: 'llama-3.3-70b-versatile',
  input: 1_000,
  output: 100,
  costStatus: 'reported',
  nanoUsd: 669_000,
  failed: false,
}

/** The span of a call that was refused. */
export const refused: ExpectedSpan = {
  operation: 'chat',
  requestModel: 'llama-3.3-70b-versatile',
  input: undefined,
  output: undefined,
  nanoUsd: undefined,
  unobserved: undefined,
  failed: true,
  errorType: '429',
}
