import { classOf } from '../harness/describe.ts'
import { answered, type BedrockScenario, modelId, question, usage } from './stage.ts'

/** `ConverseCommand`, in all ways in which a command can be sent. */
export const converseScenarios: readonly BedrockScenario[] = [
  {
    name: 'a conversation',
    spans: [answered],
    async run({ client, provider, sdk }) {
      provider.next({ usage })
      const promise = client.send(new sdk.ConverseCommand(question))
      return { class: classOf(promise), answer: await promise }
    },
  },
  {
    name: 'a conversation by callback',
    spans: [answered],
    run({ client, provider, sdk }) {
      provider.next({ usage })
      return new Promise((resolve) => {
        const returned = client.send(new sdk.ConverseCommand(question), (error: unknown, answer: unknown) =>
          resolve({ returned: typeof returned, error, answer }),
        )
      })
    },
  },
  {
    name: 'a conversation by the method of the whole client',
    spans: [answered],
    async run({ config, provider, sdk }) {
      provider.next({ usage })
      return new sdk.BedrockRuntime(config).converse(question)
    },
  },
  {
    name: 'one command that is sent twice',
    spans: [answered, answered],
    async run({ client, provider, sdk }) {
      provider.next({ usage }, { usage })
      const command = new sdk.ConverseCommand(question)
      const stops = [(await client.send(command)).stopReason, (await client.send(command)).stopReason]
      return { stops, input: command.input, middleware: command.middlewareStack.identify() }
    },
  },
  {
    name: 'a client that keeps its handlers',
    spans: [answered, answered],
    async run({ connect, provider, sdk }) {
      provider.next({ usage }, { usage })
      const client = connect({ cacheMiddleware: true })
      const first = await client.send(new sdk.ConverseCommand(question))
      return [first.stopReason, (await client.send(new sdk.ConverseCommand(question))).stopReason]
    },
  },
  {
    name: "the application's own middleware",
    spans: [answered],
    async run({ client, provider, sdk }) {
      provider.next({ usage })
      const steps: string[] = []
      client.middlewareStack.add(
        (next) => (args) => {
          steps.push('own')
          return next(args)
        },
        { step: 'build', name: 'own' },
      )
      const { stopReason } = await client.send(new sdk.ConverseCommand(question))
      return { stopReason, steps, stack: client.middlewareStack.identify() }
    },
  },
  {
    name: 'a conversation with cache reads and cache writes',
    spans: [{ ...answered, cacheRead: 300, cacheWrite: 200, nanoUsd: 550_000 + 33_000 + 275_000 + 550_000 }],
    async run({ client, provider, sdk }) {
      provider.next({ usage: { ...usage, cacheRead: 300, cacheWrite: 200 } })
      return (await client.send(new sdk.ConverseCommand(question))).usage
    },
  },
  {
    name: 'a conversation with cache writes that are kept for an hour',
    spans: [{ ...answered, cacheWrite: 500, nanoUsd: 550_000 + 275_000 + 660_000 + 550_000 }],
    missingIn: ['bedrock-3-705'],
    async run({ client, provider, sdk }) {
      provider.next({ usage: { ...usage, cacheWrite: 200, cacheWrite1h: 300 } })
      return (await client.send(new sdk.ConverseCommand(question))).usage
    },
  },
  {
    name: 'a conversation by the ARN of an inference profile',
    spans: [{ ...answered, requestModel: `arn:aws:bedrock:us-east-1:123456789012:inference-profile/${modelId}` }],
    async run({ client, provider, sdk }) {
      provider.next({ usage })
      const arn = `arn:aws:bedrock:us-east-1:123456789012:inference-profile/${modelId}`
      return (await client.send(new sdk.ConverseCommand({ ...question, modelId: arn }))).stopReason
    },
  },
  {
    name: '50 conversations at once',
    spans: Array.from({ length: 50 }, () => ({ operation: 'chat', costStatus: 'reported', failed: false })),
    async run({ client, sdk }) {
      const ask = (index: number) => {
        const messages = [{ role: 'user' as const, content: [{ text: `Question ${index}` }] }]
        return client.send(new sdk.ConverseCommand({ modelId, messages }))
      }
      const answers = await Promise.all(Array.from({ length: 50 }, (_, index) => ask(index)))
      return answers.map(({ output }) => output)
    },
  },
]
