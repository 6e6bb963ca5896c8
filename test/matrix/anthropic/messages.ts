import { classOf, deepFrozen, describePromise, failureOf } from '../harness/describe.ts'
import { type AnthropicScenario, answered, question, taken, takenNative, usage } from './stage.ts'

/** `messages.create()` without a stream: promises, responses, usage. */
export const messageScenarios: readonly AnthropicScenario[] = [
  {
    name: 'a message',
    spans: [answered],
    run({ client, provider }) {
      provider.next({ usage })
      return client.messages.create(question)
    },
  },
  {
    name: 'the class and methods of the promise',
    spans: [answered],
    async run({ client, provider, sdk }) {
      provider.next({ usage })
      const promise = client.messages.create(question)
      const before = { ...(describePromise(promise) as object), isApiPromise: promise instanceof sdk.APIPromise }
      const message = await promise
      return {
        before,
        result: classOf(message),
        requestId: typeof message._request_id,
        same: message === (await promise),
      }
    },
  },
  {
    name: 'a message with thinking',
    spans: [{ operation: 'chat', input: 1_000, output: 100, failed: false }],
    async run({ client, provider }) {
      provider.next({ usage: { ...usage, reasoning: 40 }, reasoning: 'Let me think.' })
      return client.messages.create({
        ...question,
        max_tokens: 2_000,
        thinking: { type: 'enabled', budget_tokens: 1_024 },
      })
    },
  },
  {
    name: 'a message with cache reads and both cache writes',
    spans: [
      {
        operation: 'chat',
        input: 1_000,
        output: 100,
        cacheRead: 300,
        cacheWrite: 500,
        nanoUsd: 1_580_000,
        failed: false,
      },
    ],
    async run({ client, provider }) {
      provider.next({ usage: { ...usage, cacheRead: 300, cacheWrite: 200, cacheWrite1h: 300 } })
      return (await client.messages.create(question)).usage
    },
  },
  {
    name: 'a message with tool use',
    spans: [answered],
    async run({ client, provider }) {
      const tools = [{ name: 'weather', input_schema: { type: 'object' as const } }]
      provider.next({ usage, toolCalls: [{ name: 'weather', arguments: { city: 'Bern' } }] })
      const { content, stop_reason } = await client.messages.create({ ...question, tools })
      return { content, stop_reason }
    },
  },
  {
    name: 'frozen params',
    spans: [answered],
    async run({ client, provider }) {
      provider.next({ usage })
      const params = deepFrozen(structuredClone(question))
      return { type: (await client.messages.create(params)).type, params }
    },
  },
  {
    name: '.withResponse()',
    spans: [answered],
    async run({ client, provider }) {
      provider.next({ usage })
      const { data, response, request_id } = await client.messages.create(question).withResponse()
      return { data, status: response.status, class: classOf(response), request: typeof request_id }
    },
  },
  {
    name: '.asResponse() whose json the application reads',
    spans: [answered],
    nativeSpans: [takenNative],
    async run({ client, provider }) {
      provider.next({ usage })
      const response = await client.messages.create(question).asResponse()
      return { class: classOf(response), bodyUsed: response.bodyUsed, body: await response.json() }
    },
  },
  {
    name: '.asResponse() that is never read',
    spans: [taken],
    nativeSpans: [takenNative],
    leavesGarbage: true,
    async run({ client, provider }) {
      provider.next({ usage })
      return (await client.messages.create(question).asResponse()).status
    },
  },
  {
    name: 'a promise that nobody awaits',
    spans: [taken],
    // The SDK's own span never ends.
    nativeSpans: [],
    leavesGarbage: true,
    async run({ client, provider }) {
      provider.next({ usage })
      void client.messages.create(question)
      await provider.received(1)
      return 'went on'
    },
  },
  {
    name: 'a failing promise that nobody awaits',
    spans: [{ operation: 'chat', input: undefined, output: undefined, nanoUsd: undefined }],
    leavesGarbage: true,
    async run({ client, provider }) {
      provider.next({ status: 400 })
      void client.messages.create(question)
      await provider.received(1)
      return 'went on'
    },
  },
  {
    name: 'messages.parse() with a zod format',
    spans: [answered],
    async run({ client, provider, helpers, z }) {
      provider.next({ usage, text: '{"amount":3}' })
      const format = helpers.zodOutputFormat(z.object({ amount: z.number() }))
      const message = await client.messages.parse({ ...question, output_config: { format } })
      return { parsed: message.parsed_output, content: message.content }
    },
  },
  {
    name: 'messages.parse() of an answer that does not match',
    spans: [{ operation: 'chat', input: 1_000, output: 100 }],
    async run({ client, provider, helpers, z }) {
      provider.next({ usage, text: '{"amount":"three"}' })
      const format = helpers.zodOutputFormat(z.object({ amount: z.number() }))
      const parse = () => client.messages.parse({ ...question, output_config: { format } })
      return ((await failureOf(parse)) as { class?: string }).class
    },
  },
  {
    name: '50 calls at once',
    spans: Array.from({ length: 50 }, () => ({ operation: 'chat', costStatus: 'reported', failed: false })),
    async run({ client }) {
      const ask = (index: number) =>
        client.messages.create({ ...question, messages: [{ role: 'user', content: `Question ${index}` }] })
      const messages = await Promise.all(Array.from({ length: 50 }, (_, index) => ask(index)))
      return messages.map(({ content }) => content)
    },
  },
  {
    name: 'client.withOptions() and a subclass',
    spans: [answered, answered],
    async run({ sdk, client, provider }) {
      class OwnAnthropic extends sdk.Anthropic {}
      provider.next({ usage }, { usage })
      const derived = client.withOptions({ defaultHeaders: { 'x-derived': 'yes' } })
      const own = new OwnAnthropic({ apiKey: 'test', baseURL: provider.anthropicUrl, maxRetries: 0 })
      const types = [(await derived.messages.create(question)).type, (await own.messages.create(question)).type]
      return { types, classes: [classOf(derived), classOf(own)] }
    },
  },
]
