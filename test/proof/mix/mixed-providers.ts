import { anthropicInTheMix } from './anthropic.ts'
import { bedrockInTheMix } from './bedrock.ts'
import { googleInTheMix } from './google.ts'
import { huggingfaceInTheMix } from './huggingface.ts'
import type { MixedCall, MixedProvider } from './mixed-provider.ts'
import { ollamaInTheMix } from './ollama.ts'
import { cohereInTheMix, groqInTheMix, mistralInTheMix, togetherInTheMix } from './open-models.ts'
import { openaiInTheMix } from './openai.ts'

/** All providers of the mix. To add one, write its calls and its line here. */
export const mixedProviders: readonly MixedProvider[] = [
  openaiInTheMix,
  anthropicInTheMix,
  googleInTheMix,
  bedrockInTheMix,
  mistralInTheMix,
  cohereInTheMix,
  groqInTheMix,
  togetherInTheMix,
  ollamaInTheMix,
  huggingfaceInTheMix,
]

/** All calls of the mix, each named with its provider. */
export function mixedCalls(url: string): readonly MixedCall[] {
  return mixedProviders.flatMap(({ name, calls }) =>
    calls(url).map((call) => ({ ...call, name: `${name}: ${call.name}` })),
  )
}
