import { startFakeProvider } from '@costspan-test/fake-provider'
import { openaiEmbedder } from '@costspan/guard'
import OpenAI from 'openai'
import { expect, it } from 'vitest'

it('embeds by a client of OpenAI, and names the vectors by their model and dimensions', async () => {
  const provider = await startFakeProvider()
  const client = new OpenAI({ baseURL: provider.openaiUrl, apiKey: 'key' })
  const sized = openaiEmbedder(client, { model: 'text-embedding-3-small', dimensions: 4 })
  const vectors = await sized.embed(['one', 'two'])
  expect([sized.id, vectors.map(({ length }) => length)]).toEqual(['text-embedding-3-small/4', [4, 4]])
  expect(provider.requests.at(-1)?.body).toEqual({
    model: 'text-embedding-3-small',
    input: ['one', 'two'],
    encoding_format: 'float',
    dimensions: 4,
  })
  expect(openaiEmbedder(client, { model: 'text-embedding-3-large' }).id).toBe('text-embedding-3-large')
  await provider.close()
})
