import { CHAT_REQUEST, fetchOfChat, fetchOfStream, STREAM_REQUEST } from './canned-answers.ts'
import type { OpenAiModule } from './sdk-copies.ts'

/** The kinds of calls that are measured: one answer, or a stream of so many chunks. */
export type CallShape = 'chat' | 'stream50' | 'stream500'

/** How many chunks a call of each shape brings. */
export const CHUNKS: Readonly<Record<CallShape, number>> = { chat: 0, stream50: 50, stream500: 500 }

/** Makes a function that does one call of that shape with that copy of the SDK, to its end. */
export function callOf({ OpenAI }: OpenAiModule, shape: CallShape): () => Promise<void> {
  const chunks = CHUNKS[shape]
  const client = new OpenAI({
    apiKey: 'sk-bench',
    maxRetries: 0,
    fetch: chunks === 0 ? fetchOfChat() : fetchOfStream(chunks),
  })
  const { completions } = client.chat
  if (chunks === 0) {
    return async () => {
      const answer = await completions.create(CHAT_REQUEST as never)
      if (!('usage' in answer)) throw new Error('the answer has no usage')
    }
  }
  return async () => {
    const stream = (await completions.create(STREAM_REQUEST as never)) as unknown as AsyncIterable<unknown>
    let seen = 0
    for await (const _ of stream) seen += 1
    if (seen !== chunks) throw new Error(`the stream had ${seen} chunks, expected ${chunks}`)
  }
}

/** Does so many calls one after the other, then lets timers and exporters have their turn. */
export async function callTimes(call: () => Promise<void>, times: number): Promise<void> {
  for (let done = 1; done <= times; done += 1) {
    await call()
    // Without a turn of the event loop no batch processor could hand on its spans, and its queue would overflow.
    if (done % 100 === 0) await turn()
  }
  await turn()
}

/** One turn of the event loop. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
