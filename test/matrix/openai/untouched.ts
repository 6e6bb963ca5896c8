import { collect, failureOf } from '../harness/describe.ts'
import { answered, type OpenAIScenario, question, usage } from './stage.ts'

/** Calls that cost nothing by themselves: they work, and no inference span comes of them. */
export const untouchedScenarios: readonly OpenAIScenario[] = [
  {
    name: 'models.list()',
    spans: [],
    async run({ client }) {
      return (await collect(client.models.list())).map(({ id }) => id)
    },
  },
  {
    name: 'files.create() and batches.create()',
    spans: [],
    async run({ client, sdk }) {
      const line = { custom_id: 'one', method: 'POST', url: '/v1/chat/completions', body: question }
      const file = await sdk.toFile(new TextEncoder().encode(JSON.stringify(line)), 'batch.jsonl')
      const { id } = await client.files.create({ file, purpose: 'batch' })
      const request = { endpoint: '/v1/chat/completions', completion_window: '24h', input_file_id: id } as const
      const { object, status, request_counts } = await client.batches.create(request)
      return { object, status, request_counts }
    },
  },
  {
    name: 'a file that does not exist',
    spans: [],
    run: ({ client }) => failureOf(() => client.files.retrieve('file_none')),
  },
  {
    name: 'client.post() on a path of its own',
    spans: [],
    run: ({ client }) => failureOf(() => client.post('/no/such/path', { body: { one: 1 } })),
  },
  {
    name: 'responses.retrieve() of a response that is paid already',
    spans: [answered],
    async run({ client, provider }) {
      provider.next({ usage })
      const { id } = await client.responses.create({ model: 'gpt-4o-mini', input: 'What did this call cost?' })
      return (await client.responses.retrieve(id)).usage
    },
  },
  {
    name: 'the exports of the module',
    spans: [],
    run({ sdk }) {
      const { OpenAI } = sdk
      return {
        kind: typeof sdk,
        keys: Object.keys(sdk).toSorted(),
        tag: Object.prototype.toString.call(sdk),
        isDefault: sdk.default === OpenAI,
        statics: Object.getOwnPropertyNames(OpenAI).toSorted(),
        resources: Object.getOwnPropertyNames(OpenAI.Chat.Completions.prototype).toSorted(),
        isInstance: new sdk.default({ apiKey: 'test' }) instanceof OpenAI,
      }
    },
  },
  {
    name: 'the shape of create()',
    spans: [],
    run({ client, sdk }) {
      const { create } = client.chat.completions
      const own = Object.keys(client.chat.completions)
      const { value: _, ...descriptor } =
        Object.getOwnPropertyDescriptor(sdk.OpenAI.Chat.Completions.prototype, 'create') ?? {}
      return { name: create.name, length: create.length, own, descriptor }
    },
  },
]
