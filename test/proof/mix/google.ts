import type { SeededRandom } from '../../../examples/demo/traffic/seeded-random.ts'
import { sdkCopy } from '../../support/sdk-copy.ts'
import { cachedInput, drain, fake, type MixedCall, type MixedProvider } from './mixed-provider.ts'

const module = await sdkCopy<typeof import('@google/genai')>('google-3')
const MODELS = ['gemini-2.5-flash', 'gemini-2.5-pro'] as const

/** Answers of this model bring no usage: what it costs is counted by us, and comes near the bill. */
export const MODEL_WITHOUT_USAGE = 'gemini-embedding-001'

/** The calls of Gemini. */
export const googleInTheMix: MixedProvider = { name: 'google', modules: [module], calls }

function calls(url: string): readonly MixedCall[] {
  const { models } = new module.GoogleGenAI({ apiKey: 'key', httpOptions: { baseUrl: `${url}/google` } })
  const request = (random: SeededRandom, behaviour: Parameters<typeof fake>[0]) => ({
    model: random.pick(MODELS),
    contents: 'Hello',
    config: { httpOptions: fake(behaviour) },
  })
  return [
    {
      name: 'generateContent',
      weight: 8,
      run: (random) => models.generateContent(request(random, { usage: textUsage(random) })),
    },
    {
      name: 'generateContentStream',
      weight: 6,
      run: async (random) =>
        drain(await models.generateContentStream(request(random, { usage: textUsage(random), chunks: 4 }))),
    },
    {
      name: 'embedContent',
      weight: 2,
      run: (random) => models.embedContent(embedding('gemini-embedding-2', random)),
    },
    {
      name: 'embedContent of a model that tells no usage',
      weight: 1,
      run: (random) => models.embedContent(embedding(MODEL_WITHOUT_USAGE, random)),
    },
    {
      name: 'a refused request',
      weight: 1,
      run: (random) => models.generateContent(request(random, { status: random.pick<number>([400, 403, 404]) })),
    },
  ]
}

function embedding(model: string, random: SeededRandom): { model: string; contents: string } {
  return { model, contents: 'word '.repeat(random.between(1, 300)) }
}

function textUsage(random: SeededRandom): { input: number; cacheRead: number; output: number; reasoning: number } {
  const output = random.between(1, 3_000)
  return { ...cachedInput(random, 250_000), output, reasoning: random.pick([0, random.between(0, output)]) }
}
