import type * as OllamaSdk from 'ollama'

import type { MatrixProvider } from '../harness/provider.ts'
import type { ExpectedSpan, Scenario } from '../harness/scenario.ts'

/** What `sdk-majors/ollama-*` load. */
export interface OllamaKit {
  readonly sdk: typeof OllamaSdk
}

export interface OllamaStage {
  readonly client: OllamaSdk.Ollama
}

export type OllamaScenario = Scenario<OllamaStage>

export function ollamaStage({ sdk }: OllamaKit, { url }: MatrixProvider): OllamaStage {
  return { client: new sdk.Ollama({ host: `${url}/ollama` }) }
}

export const question = {
  model: 'llama3.2',
  messages: [{ role: 'user', content: 'What did this call cost?' }],
}

export const usage = { input: 1_000, output: 100 } as const

/** The span of a call that was answered with `usage`: 1,100 tokens at the $1 a million of `self-hosted.yaml`. */
export const answered: ExpectedSpan = {
  operation: 'chat',
  requestModel: 'llama3.2',
  responseModel: 'llama3.2',
  input: 1_000,
  output: 100,
  costStatus: 'reported',
  nanoUsd: 1_100_000,
  failed: false,
}
