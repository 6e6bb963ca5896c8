import { classOf, collect, failureOf } from '../harness/describe.ts'
import type { ExpectedSpan } from '../harness/scenario.ts'
import type { OpenAIScenario } from './stage.ts'

const embedded: ExpectedSpan = {
  operation: 'embeddings',
  requestModel: 'text-embedding-3-small',
  input: 1_000,
  costStatus: 'reported',
  nanoUsd: 20_000,
  failed: false,
}

const completed: ExpectedSpan = {
  operation: 'text_completion',
  requestModel: 'gpt-3.5-turbo-instruct',
  input: 1_000,
  output: 100,
  costStatus: 'reported',
  failed: false,
}

const embedding = { model: 'text-embedding-3-small', input: ['one', 'two'] }
const prompt = { model: 'gpt-3.5-turbo-instruct', prompt: 'What did this call cost?' }
const usage = { input: 1_000, output: 100 }

/** Endpoints beside chat and responses that cost money. */
export const mediaScenarios: readonly OpenAIScenario[] = [
  {
    name: 'embeddings, which travel as base64',
    spans: [embedded],
    async run({ client, provider }) {
      provider.next({ usage: { input: 1_000 } })
      const { data, usage: used } = await client.embeddings.create(embedding)
      return { used, vectors: data.map(({ embedding: vector }) => [Array.isArray(vector), vector.length, vector[0]]) }
    },
  },
  {
    name: 'embeddings as floats',
    spans: [embedded],
    async run({ client, provider }) {
      provider.next({ usage: { input: 1_000 } })
      const { data } = await client.embeddings.create({ ...embedding, encoding_format: 'float' })
      return data.map(({ embedding: vector }) => [vector.length, vector[0]])
    },
  },
  {
    name: 'embeddings .withResponse()',
    spans: [embedded],
    async run({ client, provider }) {
      provider.next({ usage: { input: 1_000 } })
      const { data, response } = await client.embeddings.create(embedding).withResponse()
      return { first: data.data[0]?.embedding[0], status: response.status }
    },
  },
  {
    name: 'embeddings that are refused',
    spans: [{ operation: 'embeddings', input: undefined, nanoUsd: undefined, failed: true, errorType: '429' }],
    run({ client, provider }) {
      provider.next({ status: 429 })
      return failureOf(() => client.embeddings.create(embedding))
    },
  },
  {
    name: 'a legacy completion',
    spans: [completed],
    run({ client, provider }) {
      provider.next({ usage })
      return client.completions.create(prompt)
    },
  },
  {
    name: 'a legacy completion as a stream with include_usage',
    spans: [completed],
    async run({ client, provider }) {
      provider.next({ usage, text: 'one two three', chunks: 3 })
      return collect(
        await client.completions.create({ ...prompt, stream: true, stream_options: { include_usage: true } }),
      )
    },
  },
  {
    name: 'a legacy completion as a stream without include_usage',
    spans: [{ operation: 'text_completion', estimated: true, costStatus: 'estimated', failed: false }],
    async run({ client, provider }) {
      provider.next({ usage, text: 'one two three', chunks: 3 })
      return collect(await client.completions.create({ ...prompt, stream: true }))
    },
  },
  {
    name: 'images.generate()',
    spans: [{ operation: 'image_generation', requestModel: 'gpt-image-1', failed: false }],
    async run({ client, provider }) {
      provider.next({ usage })
      const images = await client.images.generate({ model: 'gpt-image-1', prompt: 'a meter' })
      return { used: images.usage, images: images.data?.map(({ b64_json }) => typeof b64_json) }
    },
  },
  {
    name: 'audio.speech, whose body is binary',
    spans: [{ operation: 'speech', requestModel: 'tts-1', failed: false }],
    async run({ client, provider }) {
      provider.next({})
      const response = await client.audio.speech.create({ model: 'tts-1', voice: 'alloy', input: 'It cost nothing.' })
      const isBinary = response instanceof Response
      return { class: classOf(response), isBinary, size: (await response.arrayBuffer()).byteLength }
    },
  },
  {
    name: 'audio.speech whose body is streamed on',
    spans: [{ operation: 'speech', requestModel: 'tts-1' }],
    async run({ client, provider }) {
      provider.next({})
      const response = await client.audio.speech.create({ model: 'tts-1', voice: 'alloy', input: 'It cost nothing.' })
      const { body } = response
      return { same: body === response.body, size: (await new Response(body).arrayBuffer()).byteLength }
    },
  },
  {
    name: 'audio.transcriptions, whose request is a form',
    spans: [{ operation: 'transcription', requestModel: 'gpt-4o-mini-transcribe', failed: false }],
    async run({ client, provider, sdk }) {
      provider.next({ usage })
      const file = await sdk.toFile(new TextEncoder().encode('RIFF'), 'speech.wav', { type: 'audio/wav' })
      return client.audio.transcriptions.create({ model: 'gpt-4o-mini-transcribe', file })
    },
  },
  {
    name: 'audio.transcriptions as text',
    spans: [{ operation: 'transcription', requestModel: 'whisper-1' }],
    async run({ client, provider, sdk }) {
      provider.next({})
      const file = await sdk.toFile(new TextEncoder().encode('RIFF'), 'speech.wav', { type: 'audio/wav' })
      return client.audio.transcriptions.create({ model: 'whisper-1', file, response_format: 'text' })
    },
  },
  {
    name: 'moderations.create(), which is free',
    spans: [{ operation: 'moderation', nanoUsd: 0, failed: false }],
    async run({ client, provider }) {
      provider.next({})
      const { results } = await client.moderations.create({
        model: 'omni-moderation-latest',
        input: 'It cost nothing.',
      })
      return results.map(({ flagged }) => flagged)
    },
  },
  {
    name: 'images.edit(), whose request is a form',
    spans: [{ operation: 'image_generation', requestModel: 'gpt-image-1' }],
    async run({ client, provider, sdk }) {
      provider.next({ usage })
      const image = await sdk.toFile(new TextEncoder().encode('PNG'), 'meter.png', { type: 'image/png' })
      const edit = () => client.images.edit({ model: 'gpt-image-1', image, prompt: 'a larger meter' })
      return failureOf(async () => (await edit()).usage)
    },
  },
  {
    name: 'audio.translations',
    spans: [{ operation: 'transcription', requestModel: 'whisper-1' }],
    async run({ client, provider, sdk }) {
      provider.next({})
      const file = await sdk.toFile(new TextEncoder().encode('RIFF'), 'speech.wav', { type: 'audio/wav' })
      return failureOf(() => client.audio.translations.create({ model: 'whisper-1', file }))
    },
  },
  {
    name: 'images.generate() as a stream',
    spans: [{ operation: 'image_generation', requestModel: 'gpt-image-1', input: 1_000, output: 100, failed: false }],
    async run({ client, provider }) {
      provider.next({ usage })
      const stream = await client.images.generate({
        model: 'gpt-image-1',
        prompt: 'a meter',
        stream: true,
        partial_images: 1,
      })
      return (await collect(stream)).map(({ type }) => type)
    },
  },
  {
    name: 'audio.transcriptions as a stream',
    spans: [
      { operation: 'transcription', requestModel: 'gpt-4o-mini-transcribe', input: 1_000, output: 100, failed: false },
    ],
    async run({ client, provider, sdk }) {
      provider.next({ usage })
      const file = await sdk.toFile(new TextEncoder().encode('RIFF'), 'speech.wav', { type: 'audio/wav' })
      const request = { model: 'gpt-4o-mini-transcribe', file, stream: true } as const
      return (await collect(await client.audio.transcriptions.create(request))).map(({ type }) => type)
    },
  },
]
