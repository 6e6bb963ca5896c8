import { attributesReference } from './attributes-reference.ts'
import { commandsReference } from './commands-reference.ts'
import { metricsReference } from './metrics-reference.ts'
import { settingsReference } from './settings-reference.ts'

/** The pages of `docs/reference` that are made from the code, by the name of their file. */
export async function referencePages(): Promise<Readonly<Record<string, string>>> {
  return {
    'attributes.md': attributesReference(),
    'commands.md': await commandsReference(),
    'metrics.md': await metricsReference(),
    'settings.md': settingsReference(),
  }
}
