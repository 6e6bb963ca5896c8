import { anthropicScenarios } from '../anthropic/scenarios.ts'
import { anthropicStage } from '../anthropic/stage.ts'
import { bedrockScenarios } from '../bedrock/scenarios.ts'
import { bedrockStage } from '../bedrock/stage.ts'
import { cohereScenarios } from '../cohere/scenarios.ts'
import { cohereStage } from '../cohere/stage.ts'
import { googleScenarios } from '../google/scenarios.ts'
import { googleStage } from '../google/stage.ts'
import { groqScenarios } from '../groq/scenarios.ts'
import { groqStage } from '../groq/stage.ts'
import { huggingfaceScenarios } from '../huggingface/scenarios.ts'
import { huggingfaceStage } from '../huggingface/stage.ts'
import { type ManyKit, manyScenarios } from '../many/scenarios.ts'
import { mistralScenarios } from '../mistral/scenarios.ts'
import { mistralStage } from '../mistral/stage.ts'
import { ollamaScenarios } from '../ollama/scenarios.ts'
import { ollamaStage } from '../ollama/stage.ts'
import { openaiScenarios } from '../openai/scenarios.ts'
import { openaiStage } from '../openai/stage.ts'
import { togetherScenarios } from '../together/scenarios.ts'
import { togetherStage } from '../together/stage.ts'
import { type Performance, playAll } from './play.ts'
import type { MatrixProvider } from './provider.ts'
import type { Scenario } from './scenario.ts'

/** Plays all scenarios of one SDK with what a folder of `sdk-majors` has loaded. */
export type PlaySdk = (folder: string, kit: unknown) => Promise<Performance>

/** How each SDK is played, by what the name of its folder begins with. */
export const sdks: Readonly<Record<string, PlaySdk>> = {
  anthropic: playing(anthropicScenarios, anthropicStage),
  bedrock: playing(bedrockScenarios, bedrockStage),
  cohere: playing(cohereScenarios, cohereStage),
  google: playing(googleScenarios, googleStage),
  groq: playing(groqScenarios, groqStage),
  huggingface: playing(huggingfaceScenarios, huggingfaceStage),
  many: playing(manyScenarios, (kit: ManyKit) => kit),
  mistral: playing(mistralScenarios, mistralStage),
  ollama: playing(ollamaScenarios, ollamaStage),
  openai: playing(openaiScenarios, openaiStage),
  together: playing(togetherScenarios, togetherStage),
}

/** What a folder has loaded is what the stage of its SDK takes: the folders and stages are written for one another. */
function playing<Stage>(
  scenarios: readonly Scenario<Stage>[],
  stage: (kit: never, provider: MatrixProvider) => Stage,
): PlaySdk {
  return (folder, kit) => playAll(scenarios, folder, (provider) => stage(kit as never, provider))
}
