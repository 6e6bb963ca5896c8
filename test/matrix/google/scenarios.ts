import { contentScenarios } from './content.ts'
import { failureScenarios } from './failures.ts'
import { interactionScenarios } from './interactions.ts'
import { mediaScenarios } from './media.ts'
import type { GoogleScenario } from './stage.ts'
import { streamScenarios } from './streams.ts'
import { untouchedScenarios } from './untouched.ts'

export const googleScenarios: readonly GoogleScenario[] = [
  ...contentScenarios,
  ...streamScenarios,
  ...failureScenarios,
  ...interactionScenarios,
  ...mediaScenarios,
  ...untouchedScenarios,
]
