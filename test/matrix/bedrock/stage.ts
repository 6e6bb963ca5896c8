import type * as BedrockRuntime from '@aws-sdk/client-bedrock-runtime'

import type { MatrixProvider } from '../harness/provider.ts'
import type { ExpectedSpan, Scenario } from '../harness/scenario.ts'

/** What `sdk-majors/bedrock-*` load, once by `import` and once by `require`. */
export interface BedrockKit {
  readonly sdk: typeof BedrockRuntime
}

/** Typed by the newest SDK; a scenario that an older one cannot play says so in `missingIn`. */
export interface BedrockStage extends BedrockKit {
  /** A client of the fake provider that never retries. */
  readonly client: BedrockRuntime.BedrockRuntimeClient
  /** Another such client, with other options. */
  connect(options?: BedrockRuntime.BedrockRuntimeClientConfig): BedrockRuntime.BedrockRuntimeClient
  /** What a client is made with, for the class that has a method for each command. */
  readonly config: BedrockRuntime.BedrockRuntimeClientConfig
}

export type BedrockScenario = Scenario<BedrockStage>

export function bedrockStage(kit: BedrockKit, { bedrockUrl }: MatrixProvider): BedrockStage {
  const config = {
    region: 'us-east-1',
    endpoint: bedrockUrl,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  }
  const connect: BedrockStage['connect'] = (options) => new kit.sdk.BedrockRuntimeClient({ ...config, ...options })
  return { ...kit, config, connect, client: connect() }
}

export const modelId = 'us.anthropic.claude-haiku-4-5-20251001-v1:0'

export const question = {
  modelId,
  messages: [{ role: 'user' as const, content: [{ text: 'What did this call cost?' }] }],
}

/** What the fake provider serves, scripted so that every span has the same known numbers. */
export const usage = { input: 1_000, output: 100 } as const

export const script = { usage, text: 'one two three four five', chunks: 5 } as const

/** Slow enough that a reader who leaves early is gone long before the server has finished. */
export const slow = {
  text: 'word '.repeat(200),
  chunks: 200,
  chunkDelayMillis: 5,
  usage: { input: 1_000, output: 200 },
}

const chat = { operation: 'chat', provider: 'aws.bedrock', requestModel: modelId } as const

/** The span of a call that was answered with `usage`: 1,000 tokens at $1.10 and 100 at $5.50 a million. */
export const answered: ExpectedSpan = {
  ...chat,
  region: 'us-east-1',
  responseModel: undefined,
  input: 1_000,
  output: 100,
  costStatus: 'reported',
  nanoUsd: 1_650_000,
  failed: false,
}

/** The span of a stream that the application left before its last event: all was counted by us. */
export const left: ExpectedSpan = { ...chat, estimated: true, costStatus: 'estimated', failed: false }

/** The span of a call that was sent, and of which nothing came back. */
export const lost: ExpectedSpan = {
  ...chat,
  output: undefined,
  nanoUsd: undefined,
  costStatus: 'unobserved',
  failed: true,
}

/** The span of a call that the service refused: no tokens and no cost are made up. */
export const refused: ExpectedSpan = { ...chat, input: undefined, output: undefined, nanoUsd: undefined, failed: true }

/** The events of an answer, which the SDK's types let be missing. */
export function eventsOf<Event>(events: AsyncIterable<Event> | undefined): AsyncIterable<Event> {
  if (events === undefined) throw new TypeError('the answer has no stream')
  return events
}
