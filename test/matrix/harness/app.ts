import { anthropicScenarios } from '../anthropic/scenarios.ts'
import type { AnthropicKit, AnthropicStage } from '../anthropic/stage.ts'
import { type ManyKit, manyScenarios } from '../many/scenarios.ts'
import { openaiScenarios } from '../openai/scenarios.ts'
import type { OpenAIKit, OpenAIStage } from '../openai/stage.ts'
import { type Performance, playAll } from './play.ts'
import type { MatrixProvider } from './provider.ts'

/** Plays all scenarios of one SDK, which `app.mjs` has imported or `app.cjs` has required, and prints what was noticed. */
export async function main(folder: string, kit: unknown): Promise<void> {
  const performance = await play(folder, kit)
  process.stdout.write(JSON.stringify(performance))
}

function play(folder: string, kit: unknown): Promise<Performance> {
  if (folder === 'many') return playAll(manyScenarios, folder, () => kit as ManyKit)
  return folder.startsWith('openai')
    ? playAll(openaiScenarios, folder, (provider) => openaiStage(kit as OpenAIKit, provider))
    : playAll(anthropicScenarios, folder, (provider) => anthropicStage(kit as AnthropicKit, provider))
}

function openaiStage(kit: OpenAIKit, { openaiUrl }: MatrixProvider): OpenAIStage {
  const connect: OpenAIStage['connect'] = (options) =>
    new kit.sdk.OpenAI({ apiKey: 'test', baseURL: openaiUrl, maxRetries: 0, ...options })
  return { ...kit, connect, client: connect() }
}

function anthropicStage(kit: AnthropicKit, { anthropicUrl }: MatrixProvider): AnthropicStage {
  const connect: AnthropicStage['connect'] = (options) =>
    new kit.sdk.Anthropic({ apiKey: 'test', baseURL: anthropicUrl, maxRetries: 0, ...options })
  return { ...kit, connect, client: connect() }
}
