import type Anthropic from '@anthropic-ai/sdk'
import { type CallShape, CHUNKS } from '../call-shapes.ts'
import type { MeasuredSdk, SdkCopy } from '../measured-sdk.ts'
import { readStream } from '../read-stream.ts'
import {
  fetchOfMessage,
  fetchOfStream,
  MESSAGE_COST_USD,
  MESSAGE_REQUEST,
  STREAM_REQUEST,
} from './anthropic-answers.ts'

/** The SDK that traces itself where there is a tracer provider. */
export const anthropic1: MeasuredSdk = {
  title: '@anthropic-ai/sdk 1',
  module: '@anthropic-ai/sdk',
  unpatchedModule: 'anthropic-unpatched',
  callCostUsd: MESSAGE_COST_USD,
  callOf,
}

/** What is used of the package. */
export interface AnthropicModule {
  readonly Anthropic: typeof Anthropic
}

function callOf({ exports, isPatchable }: SdkCopy, shape: CallShape): () => Promise<void> {
  const { Anthropic } = exports as AnthropicModule
  const chunks = CHUNKS[shape]
  const { messages } = new Anthropic({
    apiKey: 'sk-bench',
    maxRetries: 0,
    fetch: chunks === 0 ? fetchOfMessage() : fetchOfStream(chunks),
    // The other copy has the default, which variants may change by the environment.
    ...(!isPatchable && { openTelemetry: false }),
  })
  if (chunks === 0) {
    return async () => {
      const answer = await messages.create(MESSAGE_REQUEST as never)
      if (!('usage' in answer)) throw new Error('the answer has no usage')
    }
  }
  return async () => {
    const stream = (await messages.create(STREAM_REQUEST as never)) as unknown as AsyncIterable<unknown>
    await readStream(stream, chunks)
  }
}
