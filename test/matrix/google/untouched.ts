import { failureOf } from '../harness/describe.ts'
import type { GoogleScenario } from './stage.ts'
import { question } from './stage.ts'

/** What costs nothing by itself, and what the SDK looks like: all of it is as without metering. */
export const untouchedScenarios: readonly GoogleScenario[] = [
  {
    name: 'countTokens(), which the fake provider does not have',
    spans: [],
    run: ({ client }) => failureOf(() => client.models.countTokens(question)),
  },
  {
    name: 'the exports of the module',
    spans: [],
    run({ sdk, client }) {
      const { generateContentInternal: method } = sdk.Models.prototype as unknown as Record<string, Function>
      return {
        keys: Object.keys(sdk).toSorted(),
        methods: Object.getOwnPropertyNames(sdk.Models.prototype).toSorted(),
        enumerable: Object.keys(sdk.Models.prototype),
        own: Object.keys(client.models),
        method: [method?.name, method?.length],
      }
    },
  },
]
