import { failureScenarios } from './failures.ts'
import { helperScenarios } from './helpers.ts'
import { messageScenarios } from './messages.ts'
import type { AnthropicScenario } from './stage.ts'
import { streamScenarios } from './streams.ts'
import { untouchedScenarios } from './untouched.ts'

export const anthropicScenarios: readonly AnthropicScenario[] = [
  ...messageScenarios,
  ...streamScenarios,
  ...failureScenarios,
  ...helperScenarios,
  ...untouchedScenarios,
]
