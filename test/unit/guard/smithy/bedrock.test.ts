import {
  BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
  InvokeModelCommand,
} from '@aws-sdk/client-bedrock-runtime'
import { fakeHeaders, type FakeProvider, startFakeProvider } from '@costspan-test/fake-provider'
import { bedrockGuard, BudgetExceededError } from '@costspan/guard'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { recordingGuard, type RecordingGuard } from '../http/recording-guard.ts'
import { rejection } from '../http/guarded.ts'

let provider: FakeProvider
let guard: RecordingGuard
let client: BedrockRuntimeClient

beforeAll(async () => {
  provider = await startFakeProvider()
})
afterAll(() => provider.close())
beforeEach(() => {
  provider.reset()
  guard = recordingGuard()
  client = new BedrockRuntimeClient({
    region: 'us-east-1',
    endpoint: provider.bedrockUrl,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 3,
  })
  client.middlewareStack.use(bedrockGuard(guard))
})

const modelId = 'us.anthropic.claude-haiku-4-5-20251001-v1:0'
const converse = {
  modelId,
  messages: [{ role: 'user' as const, content: [{ text: 'What did this call cost?' }] }],
  inferenceConfig: { maxTokens: 200 },
}
const invoke = {
  modelId,
  contentType: 'application/json',
  body: JSON.stringify({
    anthropic_version: 'bedrock-2023-05-31',
    max_tokens: 200,
    messages: [{ role: 'user', content: 'Hello' }],
  }),
}

/** 1,000 tokens at $1.10 and 100 at $5.50 a million, the price of a regional profile. */
const SCRIPT = { usage: { input: 1_000, output: 100 } }
const NANO_USD = 1_650_000n

describe('a client of Bedrock', () => {
  it.each([
    ['Converse', () => client.send(new ConverseCommand(converse))],
    ['InvokeModel', () => client.send(new InvokeModelCommand(invoke))],
    [
      'ConverseStream',
      async () => {
        const { stream } = await client.send(new ConverseStreamCommand(converse))
        for await (const event of stream ?? []) expect(event).toBeDefined()
      },
    ],
  ])('books what %s cost', async (_name, call) => {
    provider.script(SCRIPT)
    await call()
    await guard.idle()
    expect(guard.settled).toMatchObject([{ outcome: 'reported', nanoUsd: NANO_USD }])
    expect(guard.asked).toMatchObject([{ provider: 'aws.bedrock', model: modelId }])
    expect(guard.asked[0]?.estimate.nanoUsd).toBeGreaterThan(1_100_000n)
  })

  it('books a stream that is left for what came of it', async () => {
    client.middlewareStack.add(
      (next) => (args) => {
        const { request } = args as { request: { headers: Record<string, string> } }
        Object.assign(request.headers, fakeHeaders({ text: 'word '.repeat(40), chunkDelayMillis: 2 }))
        return next(args)
      },
      { step: 'build' },
    )
    const { stream } = await client.send(new ConverseStreamCommand(converse))
    let items = 0
    for await (const event of stream ?? []) if (event.contentBlockDelta !== undefined && ++items === 4) break
    await guard.idle()
    expect(guard.settled).toMatchObject([{ outcome: 'estimated' }])
  })

  /** Answers with an output that is not what the service says of itself. */
  function answerWith(output: object): void {
    client.middlewareStack.add(
      (next) => async (args) => {
        const answer = await next(args)
        return { ...answer, output: output as NonNullable<typeof answer.output> }
      },
      { step: 'deserialize', priority: 'high' },
    )
  }

  it('hands over items that nobody can read', async () => {
    const unreadable = {
      get contentBlockDelta(): never {
        throw new Error('do not look')
      },
      get metadata(): never {
        throw new Error('do not look')
      },
    }
    answerWith({
      $metadata: {},
      stream: (async function* () {
        yield unreadable
      })(),
    })
    const { stream } = await client.send(new ConverseStreamCommand(converse))
    const items: unknown[] = []
    for await (const item of stream ?? []) items.push(item)
    expect(items.map((item) => item === unreadable)).toEqual([true])
    await guard.idle()
    expect(guard.settled).toHaveLength(1)
  })

  it('hands over an answer whose stream is missing, and books what was held', async () => {
    const output = { $metadata: {} }
    answerWith(output)
    expect(await client.send(new ConverseStreamCommand(converse))).toBe(output)
    await guard.idle()
    expect(guard.settled).toMatchObject([{ outcome: 'unobserved', nanoUsd: undefined }])
  })

  it('is refused with an error of its own that it does not retry', async () => {
    guard.limitNanoUsd = 1_000n
    const error = await rejection(client.send(new ConverseCommand(converse)))
    expect(error).toMatchObject({ name: 'ServiceQuotaExceededException' })
    expect(BudgetExceededError.from(error)?.budget).toBe('test')
    expect({ asked: guard.asked.length, sent: provider.requests.length }).toEqual({ asked: 1, sent: 0 })
  })

  it('asks for each attempt anew', async () => {
    provider.script([{ status: 500 }, SCRIPT])
    await client.send(new ConverseCommand(converse))
    await guard.idle()
    expect(guard).toMatchObject({ released: 1, spentNanoUsd: NANO_USD })
    expect(guard.asked).toHaveLength(2)
  })
})
