import { fakeHeaders } from '@costspan-test/fake-provider'
import { DOLLAR_A_DAY, type TortureCase, usd } from '../torture-case.ts'
import { CACHED_CALL, CACHED_CALL_USD } from './plain-call.ts'

/** A stream that brings its usage is booked at the same amount as the answer in one piece. */
export const streamedCall: TortureCase = {
  id: 'b',
  what: 'the same call as a stream',
  expected: usd(CACHED_CALL_USD),
  async run(adapter, provider) {
    const subject = await adapter.start(DOLLAR_A_DAY)
    const client = subject.openai({ baseURL: provider.openaiUrl, apiKey: 'key' })
    const stream = await client.chat.completions.create(
      {
        model: 'gpt-4o',
        messages: [{ role: 'user', content: 'Hello' }],
        stream: true,
        stream_options: { include_usage: true },
      },
      { headers: fakeHeaders(CACHED_CALL) },
    )
    let chunks = 0
    for await (const _chunk of stream) chunks++
    const spent = await subject.spentUsd()
    await subject.stop()
    return [{ passed: spent === CACHED_CALL_USD && chunks > 0, found: usd(spent) }]
  },
}
