import { type GoogleScenario, seen } from './stage.ts'

/** Embeddings, and images by the piece. */
export const mediaScenarios: readonly GoogleScenario[] = [
  {
    name: 'embedContent() of a model whose usage is told',
    spans: [
      {
        operation: 'embeddings',
        provider: 'gcp.gemini',
        input: 500,
        output: 0,
        costStatus: 'reported',
        nanoUsd: 100_000,
      },
    ],
    missingIn: ['google-1', 'google-2'],
    async run({ client, provider }) {
      provider.next({ usage: { input: 500 } })
      return seen(await client.models.embedContent({ model: 'gemini-embedding-2', contents: ['one', 'two'] }))
    },
  },
  {
    name: 'embedContent() of a model whose usage is not told',
    spans: [{ operation: 'embeddings', input: 2, output: 0, costStatus: 'estimated', estimated: true, nanoUsd: 300 }],
    async run({ client }) {
      return seen(await client.models.embedContent({ model: 'gemini-embedding-001', contents: ['one', 'two'] }))
    },
  },
  {
    name: 'embedContent() of Vertex AI, which counts each text',
    spans: [
      { operation: 'embeddings', provider: 'gcp.vertex_ai', input: 500, costStatus: 'reported', nanoUsd: 75_000 },
    ],
    async run({ vertex, provider }) {
      provider.next({ usage: { input: 500 } })
      return seen(await vertex.models.embedContent({ model: 'gemini-embedding-001', contents: ['one', 'two'] }))
    },
  },
  {
    name: 'generateImages()',
    spans: [{ operation: 'image_generation', provider: 'gcp.vertex_ai', costStatus: 'reported', nanoUsd: 80_000_000 }],
    async run({ vertex }) {
      const model = 'imagen-4.0-generate-001'
      return seen(await vertex.models.generateImages({ model, prompt: 'Tea', config: { numberOfImages: 2 } }))
    },
  },
]
