import { collect, failureOf } from '../harness/describe.ts'
import { type AnthropicScenario, question } from './stage.ts'

/** Calls that cost nothing by themselves: they work, and no inference span comes of them. */
export const untouchedScenarios: readonly AnthropicScenario[] = [
  {
    name: 'messages.countTokens()',
    spans: [],
    run: ({ client }) => client.messages.countTokens({ model: question.model, messages: question.messages }),
  },
  {
    name: 'models.list()',
    spans: [],
    run: ({ client }) => failureOf(async () => (await collect(client.models.list())).map(({ id }) => id)),
  },
  {
    name: 'messages.batches.create()',
    spans: [],
    run: ({ client }) =>
      failureOf(async () => {
        const batch = await client.messages.batches.create({ requests: [{ custom_id: 'one', params: question }] })
        return { type: batch.type, counts: batch.request_counts }
      }),
  },
  {
    name: 'the exports of the module',
    spans: [],
    run({ sdk }) {
      const { Anthropic } = sdk
      return {
        kind: typeof sdk,
        keys: Object.keys(sdk).toSorted(),
        tag: Object.prototype.toString.call(sdk),
        isDefault: sdk.default === Anthropic,
        statics: Object.getOwnPropertyNames(Anthropic).toSorted(),
        resources: Object.getOwnPropertyNames(Anthropic.Messages.prototype).toSorted(),
        isInstance: new sdk.default({ apiKey: 'test' }) instanceof Anthropic,
      }
    },
  },
  {
    name: 'the shape of create()',
    spans: [],
    run({ client, sdk }) {
      const { create } = client.messages
      const { value: _, ...descriptor } =
        Object.getOwnPropertyDescriptor(sdk.Anthropic.Messages.prototype, 'create') ?? {}
      const own = Object.keys(client.messages)
      return { name: create.name, length: create.length, own, descriptor }
    },
  },
]
