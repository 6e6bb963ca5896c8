import { clientScenarios } from './clients.ts'
import { failureScenarios } from './failures.ts'
import { helperScenarios } from './helpers.ts'
import { mediaScenarios } from './media.ts'
import { paramScenarios } from './params.ts'
import { promiseScenarios } from './promises.ts'
import { rawResponseScenarios } from './raw-responses.ts'
import { responsesScenarios } from './responses.ts'
import type { OpenAIScenario } from './stage.ts'
import { streamEndingScenarios } from './stream-endings.ts'
import { streamScenarios } from './streams.ts'
import { surroundingScenarios } from './surroundings.ts'
import { untouchedScenarios } from './untouched.ts'

export const openaiScenarios: readonly OpenAIScenario[] = [
  ...promiseScenarios,
  ...rawResponseScenarios,
  ...streamScenarios,
  ...streamEndingScenarios,
  ...failureScenarios,
  ...responsesScenarios,
  ...helperScenarios,
  ...mediaScenarios,
  ...paramScenarios,
  ...clientScenarios,
  ...surroundingScenarios,
  ...untouchedScenarios,
]
