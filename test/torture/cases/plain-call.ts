import { fakeHeaders } from '@costspan-test/fake-provider'
import { DOLLAR_A_DAY, type TortureCase, usd } from '../torture-case.ts'

/** gpt-4o, 1,042 tokens of which 512 are cached, and 317 of output: 530 x 2.50 + 512 x 1.25 + 317 x 10.00, by the million. */
export const CACHED_CALL = { usage: { input: 1_042, cacheRead: 512, output: 317 } }
export const CACHED_CALL_USD = 0.005135

/** An answer with cached input is booked at what it costs. */
export const plainCall: TortureCase = {
  id: 'a',
  what: 'a call with cached input',
  expected: usd(CACHED_CALL_USD),
  async run(adapter, provider) {
    const subject = await adapter.start(DOLLAR_A_DAY)
    const client = subject.openai({ baseURL: provider.openaiUrl, apiKey: 'key' })
    const messages = [{ role: 'user' as const, content: 'Hello' }]
    await client.chat.completions.create({ model: 'gpt-4o', messages }, { headers: fakeHeaders(CACHED_CALL) })
    const spent = await subject.spentUsd()
    await subject.stop()
    return [{ passed: spent === CACHED_CALL_USD, found: usd(spent) }]
  },
}
