import type OpenAI from 'openai'
import { type CallShape, CHUNKS } from '../call-shapes.ts'
import type { MeasuredSdk, SdkCopy } from '../measured-sdk.ts'
import { readStream } from '../read-stream.ts'
import { CHAT_COST_USD, CHAT_REQUEST, fetchOfChat, fetchOfStream, STREAM_REQUEST } from './openai-answers.ts'

export const openai6: MeasuredSdk = openai('openai 6')
export const openai7: MeasuredSdk = openai('openai 7')

/** What is used of the package. */
export interface OpenAiModule {
  readonly OpenAI: typeof OpenAI
}

function openai(title: string): MeasuredSdk {
  return { title, module: 'openai', unpatchedModule: 'openai-unpatched', callCostUsd: CHAT_COST_USD, callOf }
}

function callOf({ exports }: SdkCopy, shape: CallShape): () => Promise<void> {
  const { OpenAI } = exports as OpenAiModule
  const chunks = CHUNKS[shape]
  const { completions } = new OpenAI({
    apiKey: 'sk-bench',
    maxRetries: 0,
    fetch: chunks === 0 ? fetchOfChat() : fetchOfStream(chunks),
  }).chat
  if (chunks === 0) {
    return async () => {
      const answer = await completions.create(CHAT_REQUEST as never)
      if (!('usage' in answer)) throw new Error('the answer has no usage')
    }
  }
  return async () => {
    const stream = (await completions.create(STREAM_REQUEST as never)) as unknown as AsyncIterable<unknown>
    await readStream(stream, chunks)
  }
}
