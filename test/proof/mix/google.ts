import type { SeededRandom } from '../../../examples/demo/traffic/seeded-random.ts'
import { sdkCopy } from '../../support/sdk-copy.ts'
import { cachedInput, drain, fake, type MixedCall, type MixedProvider } from './mixed-provider.ts'

const module = await sdkCopy<typeof import('@google/genai')>('google-3')
const MODELS = ['gemini-2.5-flash', 'gemini-2.5-pro'] as const

/** The calls of Gemini. Its embeddings are not among them: their answers bring no usage, so that their cost is estimated. */
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
      name: 'a refused request',
      weight: 1,
      run: (random) => models.generateContent(request(random, { status: random.pick<number>([400, 403, 404]) })),
    },
  ]
}

function textUsage(random: SeededRandom): { input: number; cacheRead: number; output: number; reasoning: number } {
  const output = random.between(1, 3_000)
  return { ...cachedInput(random, 250_000), output, reasoning: random.pick([0, random.between(0, output)]) }
}
