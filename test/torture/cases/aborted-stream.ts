import { fakeHeaders } from '@costspan-test/fake-provider'
import { DOLLAR_A_DAY, type TortureCase, usd } from '../torture-case.ts'

const CHUNKS = 20
const READ = 4

/** A stream that is left early costs its input and what was generated: not nothing, and not the whole. */
export const abortedStream: TortureCase = {
  id: 'f',
  what: `a stream left after ${READ} of ${CHUNKS} chunks`,
  expected: 'the provider stops, what it billed is booked, and nothing stays held',
  async run(adapter, provider) {
    const subject = await adapter.start(DOLLAR_A_DAY)
    const client = subject.openai({ baseURL: provider.openaiUrl, apiKey: 'key' })
    const text = Array.from({ length: CHUNKS }, (_, index) => `number ${index} of the story; `).join('')
    const stream = await client.chat.completions.create(
      {
        model: 'gpt-4o',
        messages: [{ role: 'user', content: 'Tell me a long story, please. '.repeat(20) }],
        stream: true,
      },
      { headers: fakeHeaders({ text, chunks: CHUNKS, chunkDelayMillis: 10 }) },
    )
    let read = 0
    for await (const chunk of stream) if (chunk.choices[0]?.delta.content && ++read === READ) break
    await provider.idle()
    const outcome = provider.requests[0]?.delivery?.outcome
    const billed = Number(provider.bill().totalNanoUsd) / 1e9
    const [spent, held] = [await subject.spentUsd(), await subject.heldUsd()]
    await subject.stop()
    // By a count, not by the provider's usage: it is to be near, and rather above than below.
    const isNear = spent !== undefined && spent >= billed * 0.8 && spent <= billed * 2
    return [
      {
        passed: outcome === 'client_closed' && isNear && (held ?? 0) === 0,
        found: `${outcome}, ${usd(billed)} billed, ${usd(spent)} booked, ${usd(held)} held`,
      },
    ]
  },
}
