import { converseScenarios } from './converse.ts'
import { failureScenarios } from './failures.ts'
import { invokeScenarios } from './invoke.ts'
import type { BedrockScenario } from './stage.ts'
import { streamScenarios } from './streams.ts'
import { untouchedScenarios } from './untouched.ts'

export const bedrockScenarios: readonly BedrockScenario[] = [
  ...converseScenarios,
  ...streamScenarios,
  ...invokeScenarios,
  ...failureScenarios,
  ...untouchedScenarios,
]
