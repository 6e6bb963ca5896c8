import Anthropic, * as module from '@anthropic-ai/sdk'
import type { SeededRandom } from '../../../examples/demo/traffic/seeded-random.ts'
import { cachedInput, drain, fake, type MixedCall, type MixedProvider } from './mixed-provider.ts'

const MODELS = ['claude-sonnet-4-5', 'claude-haiku-4-5', 'claude-opus-4-5'] as const
const RETRIES: readonly [readonly number[], ...(readonly number[])[]] = [
  [529, 200],
  [429, 529, 200],
]
const messages = [{ role: 'user' as const, content: 'Hello' }]

/** The calls of Anthropic. */
export const anthropicInTheMix: MixedProvider = { name: 'anthropic', modules: [module], calls }

function calls(url: string): readonly MixedCall[] {
  // The SDK warns of each call to a model that is about to retire.
  const logLevel = 'error'
  const client = new Anthropic({
    logLevel,
    baseURL: `${url}/anthropic`,
    apiKey: 'key',
    maxRetries: 2,
    openTelemetry: false,
  })
  const request = (random: SeededRandom) => ({ model: random.pick(MODELS), max_tokens: 4_096, messages })
  return [
    {
      name: 'message',
      weight: 15,
      run: (random) => client.messages.create(request(random), fake({ usage: messageUsage(random) })),
    },
    {
      name: 'message, streamed',
      weight: 10,
      run: async (random) =>
        drain(
          await client.messages.create(
            { ...request(random), stream: true },
            fake({ usage: messageUsage(random), chunks: 4 }),
          ),
        ),
    },
    {
      name: 'message by the stream helper',
      weight: 6,
      run: (random) =>
        client.messages.stream(request(random), fake({ usage: messageUsage(random), chunks: 4 })).finalMessage(),
    },
    {
      name: 'a long context',
      weight: 2,
      run: (random) => {
        const usage = { input: random.between(199_000, 202_000), output: random.between(1, 900) }
        return client.messages.create({ ...request(random), model: 'claude-sonnet-4-5' }, fake({ usage }))
      },
    },
    {
      name: 'message with web searches',
      weight: 3,
      run: (random) => {
        const usage = { ...messageUsage(random), webSearches: random.between(1, 5), webFetches: random.between(0, 2) }
        return client.messages.create(request(random), fake({ usage }))
      },
    },
    { name: 'batch', weight: 1, run: (random) => batch(client, random) },
    {
      name: 'a retry that succeeds',
      weight: 3,
      run: (random) => {
        const attempts = random.pick(RETRIES)
        return client.messages.create(
          request(random),
          fake({ attempts, retryAfterMillis: 1, usage: messageUsage(random) }),
        )
      },
    },
    {
      name: 'a refused request',
      weight: 2,
      run: (random) => client.messages.create(request(random), fake({ status: random.pick<number>([400, 401, 404]) })),
    },
    {
      name: 'a stream that breaks',
      weight: 1,
      run: async (random) =>
        drain(
          await client.messages.create(
            { ...request(random), stream: true },
            fake({ usage: messageUsage(random), chunks: 6, cutAfterChunks: 3 }),
          ),
        ),
    },
  ]
}

function messageUsage(random: SeededRandom) {
  const { input, cacheRead } = cachedInput(random)
  const rest = input - cacheRead
  const cacheWrite = random.pick([0, random.between(0, rest)])
  const cacheWrite1h = random.pick([0, random.between(0, rest - cacheWrite)])
  return { input, cacheRead, cacheWrite, cacheWrite1h, output: random.between(1, 3_000) }
}

async function batch(client: Anthropic, random: SeededRandom): Promise<void> {
  const params = { model: 'claude-haiku-4-5', max_tokens: 4_096, messages }
  const requests = Array.from({ length: random.between(1, 5) }, (_, id) => ({ custom_id: `call-${id}`, params }))
  const { id } = await client.messages.batches.create({ requests }, fake({ usage: messageUsage(random) }))
  for (const _ of ['first', 'second']) await drain(await client.messages.batches.results(id))
}
