import type { BedrockScenario } from './stage.ts'

/** What the SDK looks like is as without metering. */
export const untouchedScenarios: readonly BedrockScenario[] = [
  {
    name: 'the exports of the module',
    spans: [],
    run({ sdk, client }) {
      const { resolveMiddleware } = sdk.ConverseCommand.prototype
      return {
        keys: Object.keys(sdk).toSorted(),
        method: [resolveMiddleware.name, resolveMiddleware.length],
        middleware: client.middlewareStack.identify(),
      }
    },
  },
]
