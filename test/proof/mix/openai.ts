import type { Behaviour } from '@costspan-test/fake-provider'
import OpenAI, * as module from 'openai'
import type { SeededRandom } from '../../../examples/demo/traffic/seeded-random.ts'
import { cachedInput, drain, fake, type MixedCall, type MixedProvider } from './mixed-provider.ts'

const MODELS = ['gpt-4o', 'gpt-4o-mini', 'gpt-4.1', 'gpt-5', 'o3', 'gpt-5.4'] as const
/** Tiers in which models are sold. */
const TIERS = [
  ['gpt-5', 'flex'],
  ['gpt-5', 'priority'],
  ['gpt-4o', 'priority'],
  ['o3', 'flex'],
  ['gpt-4.1', 'default'],
] as const
const RETRIES: readonly [readonly number[], ...(readonly number[])[]] = [
  [429, 200],
  [500, 200],
  [503, 500, 200],
]
const messages = [{ role: 'user' as const, content: 'Hello' }]

/** The calls of OpenAI. */
export const openaiInTheMix: MixedProvider = { name: 'openai', modules: [module], calls }

function calls(url: string): readonly MixedCall[] {
  const client = new OpenAI({ baseURL: `${url}/openai/v1`, apiKey: 'key', maxRetries: 2 })
  const chat = (random: SeededRandom, behaviour: Behaviour): Promise<unknown> =>
    client.chat.completions.create({ model: random.pick(MODELS), messages }, fake(behaviour))
  const streamedChat = async (random: SeededRandom, behaviour: Behaviour, usage = true): Promise<void> =>
    drain(
      await client.chat.completions.create(
        {
          model: random.pick(MODELS),
          messages,
          stream: true,
          ...(usage && { stream_options: { include_usage: true } }),
        },
        fake(behaviour),
      ),
    )
  return [
    { name: 'chat', weight: 20, run: (random) => chat(random, { usage: textUsage(random) }) },
    {
      name: 'chat, streamed',
      weight: 15,
      run: (random) => streamedChat(random, { usage: textUsage(random), chunks: 4 }),
    },
    {
      name: 'chat in a service tier',
      weight: 8,
      run: (random) => {
        const [model, serviceTier] = random.pick<(typeof TIERS)[number]>(TIERS)
        return client.chat.completions.create({ model, messages }, fake({ serviceTier, usage: textUsage(random) }))
      },
    },
    {
      name: 'chat with audio',
      weight: 3,
      run: (random) => {
        const usage = {
          input: 900,
          inputAudio: random.between(0, 900),
          output: 500,
          outputAudio: random.between(0, 500),
        }
        return client.chat.completions.create({ model: 'gpt-audio', messages }, fake({ usage }))
      },
    },
    {
      name: 'response',
      weight: 10,
      run: (random) =>
        client.responses.create({ model: random.pick(MODELS), input: 'Hello' }, fake({ usage: textUsage(random) })),
    },
    {
      name: 'response, streamed, with web searches',
      weight: 8,
      run: async (random) => {
        const usage = { ...textUsage(random), webSearches: random.between(0, 4) }
        const request = { model: 'gpt-5', input: 'Hello', stream: true, tools: [{ type: 'web_search' }] } as const
        await drain(
          await client.responses.create({ ...request, tools: [...request.tools] }, fake({ usage, chunks: 3 })),
        )
      },
    },
    {
      name: 'embeddings',
      weight: 8,
      run: (random) =>
        client.embeddings.create(
          { model: 'text-embedding-3-small', input: 'Hello' },
          fake({ usage: { input: random.between(1, 8_000) } }),
        ),
    },
    {
      name: 'image',
      weight: 2,
      run: (random) =>
        client.images.generate(
          { model: 'gpt-image-1', prompt: 'A cat' },
          fake({ usage: { input: random.between(10, 200), output: random.between(200, 6_000) } }),
        ),
    },
    {
      name: 'speech',
      weight: 2,
      run: async (random) => {
        const input = 'word '.repeat(random.between(1, 50))
        return (await client.audio.speech.create({ model: 'tts-1', voice: 'alloy', input })).arrayBuffer()
      },
    },
    {
      name: 'transcription',
      weight: 2,
      run: (random) =>
        client.audio.transcriptions.create(
          { model: 'whisper-1', file: new File(['sound'], 'sound.wav') },
          fake({ usage: { audioSeconds: random.between(1, 600) } }),
        ),
    },
    { name: 'batch', weight: 1, run: (random) => batch(client, random) },
    {
      name: 'a retry that succeeds',
      weight: 4,
      run: (random) => {
        const attempts = random.pick(RETRIES)
        return chat(random, { attempts, retryAfterMillis: 1, usage: textUsage(random) })
      },
    },
    {
      name: 'a failure that another model takes over',
      weight: 3,
      run: async (random) => {
        try {
          await chat(random, { status: random.pick<number>([500, 429, 503]), retryAfterMillis: 1 })
        } catch {
          await chat(random, { usage: textUsage(random) })
        }
      },
    },
    {
      name: 'a refused request',
      weight: 3,
      run: (random) => chat(random, { status: random.pick<number>([400, 401, 404, 422]) }),
    },
    {
      name: 'a stream that breaks',
      weight: 1,
      run: (random) => streamedChat(random, { usage: textUsage(random), chunks: 6, cutAfterChunks: 3 }),
    },
    {
      name: 'a connection that is reset, then a retry',
      weight: 1,
      run: (random) =>
        chat(random, { attempts: [{ fault: 'reset' }, 200], retryAfterMillis: 1, usage: textUsage(random) }),
    },
  ]
}

function textUsage(random: SeededRandom): { input: number; cacheRead: number; output: number; reasoning: number } {
  const output = random.between(1, 3_000)
  return { ...cachedInput(random), output, reasoning: random.pick([0, random.between(0, output)]) }
}

/**
 * Submits a batch and reads its results, twice: they are billed once. It is one of gpt-5, because no price is published for the
 * cached input of older models in batches.
 */
async function batch(client: OpenAI, random: SeededRandom): Promise<void> {
  const line = (id: number): string =>
    JSON.stringify({ custom_id: `call-${id}`, url: '/v1/chat/completions', body: { model: 'gpt-5', messages } })
  const text = Array.from({ length: random.between(1, 5) }, (_, id) => line(id)).join('\n')
  const { id: input_file_id } = await client.files.create({ purpose: 'batch', file: new File([text], 'calls.jsonl') })
  const { id } = await client.batches.create(
    { input_file_id, endpoint: '/v1/chat/completions', completion_window: '24h' },
    fake({ usage: textUsage(random) }),
  )
  const { output_file_id: output } = await client.batches.retrieve(id)
  for (const _ of ['first', 'second']) await (await client.files.content(output ?? '')).text()
}
