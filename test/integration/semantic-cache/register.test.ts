import { startFakeProvider } from '@costspan-test/fake-provider'
import { expect, it } from 'vitest'
import { startApp } from '../../support/run-app.ts'
import { startOtlpReceiver } from '../../support/otlp-receiver.ts'

/** A feature and a question. The second asks the same as the first, and the fourth as the third; the last one asks something else. */
const QUESTIONS = [
  ['faq', 'How do I reset my password?'],
  ['faq', 'Hi, how can I reset my password?'],
  ['own', 'What is the capital of France?'],
  ['own', "Tell me France's capital"],
  ['own', 'What is the capital of Italy?'],
]

it('S5: register() answers questions that ask the same, and tells what that saved apart from what it cost', async () => {
  await using receiver = await startOtlpReceiver()
  const provider = await startFakeProvider()
  const end = await startApp(new URL('apps/asking.mjs', import.meta.url), ['--conditions=@costspan/source'], {
    OPENAI_BASE_URL: provider.openaiUrl,
    OPENAI_API_KEY: 'key',
    PROMPT_KEY: Buffer.alloc(32, 7).toString('base64'),
    QUESTIONS: JSON.stringify(QUESTIONS),
    ...receiver.env,
  }).ended
  expect({ code: end.code, stderr: end.stderr }).toEqual({ code: 0, stderr: '' })
  // Each question is answered with the answer to the one of this index.
  expect(JSON.parse(end.stdout)).toEqual([0, 0, 2, 2, 4])

  const spans = receiver.spans.map(({ attributes }) => attributes)
  const chats = spans.filter((each) => each['gen_ai.operation.name'] === 'chat')
  expect(chats.map((each) => each['costspan.cache.result'])).toEqual(['miss', 'semantic', 'miss', 'semantic', 'miss'])
  const [asked, hit] = chats
  expect(hit).toMatchObject({
    'costspan.cost.nano_usd': 0,
    'costspan.saved.kind': 'semantic',
    'costspan.saved.nano_usd': asked?.['costspan.cost.nano_usd'],
  })
  expect(new Set(chats.slice(0, 1).map((each) => each['costspan.prompt.hash']))).toEqual(
    new Set([expect.stringMatching(/^[\w-]{16}$/)]),
  )

  const embeddings = spans.filter((each) => each['gen_ai.operation.name'] === 'embeddings')
  expect(embeddings.map((each) => [each['costspan.overhead.kind'], each['costspan.feature']])).toEqual([
    ['semantic', 'faq'],
    ['semantic', 'faq'],
  ])
  const costs = spans.reduce((sum, each) => sum + Number(each['costspan.cost.nano_usd']), 0)
  expect(BigInt(costs)).toBe(provider.bill().totalNanoUsd)
  expect(receiver.nanoUsd('costspan.cost.saved')).toBe(
    Number(hit?.['costspan.saved.nano_usd']) + Number(chats[3]?.['costspan.saved.nano_usd']),
  )
  await provider.close()
}, 60_000)
