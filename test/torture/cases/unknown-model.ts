import { DOLLAR_A_DAY, type TortureCase } from '../torture-case.ts'

/** A model without a price is not free: it is refused before it is paid for, or the library says that it counts it. */
export const unknownModel: TortureCase = {
  id: 'c',
  what: 'a model whose price nobody knows',
  expected: 'refused before it is sent',
  async run(adapter, provider) {
    const subject = await adapter.start(DOLLAR_A_DAY)
    const client = subject.openai({ baseURL: provider.openaiUrl, apiKey: 'key' })
    const messages = [{ role: 'user' as const, content: 'Hello' }]
    const outcome = await client.chat.completions.create({ model: 'made-up-9', messages }).then(
      () => 'answered',
      () => 'refused',
    )
    await subject.stop()
    const sent = provider.requests.length
    return [{ passed: outcome === 'refused' && sent === 0, found: `${outcome}, ${sent} sent` }]
  },
}
