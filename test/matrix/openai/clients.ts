import { classOf, collect, deepFrozen, failureOf } from '../harness/describe.ts'
import { answered, type OpenAIScenario, question, streamedWithUsage, usage } from './stage.ts'

/** Clients made, derived and used in the ways that applications do. */
export const clientScenarios: readonly OpenAIScenario[] = [
  {
    name: 'a client of Azure',
    spans: [{ operation: 'chat', input: 1_000, output: 100, failed: false }],
    async run({ sdk, provider }) {
      provider.next({ usage })
      const azure = new sdk.AzureOpenAI({
        endpoint: provider.url,
        apiKey: 'azure-key',
        apiVersion: '2024-10-21',
        deployment: 'gpt-4o-mini',
        maxRetries: 0,
      })
      return { class: classOf(azure), completion: await azure.chat.completions.create(question) }
    },
  },
  {
    name: 'a subclass of the client',
    spans: [answered],
    async run({ sdk, provider }) {
      class OwnOpenAI extends sdk.OpenAI {
        readonly own = 'field'
      }
      provider.next({ usage })
      const client = new OwnOpenAI({ apiKey: 'test', baseURL: provider.openaiUrl, maxRetries: 0 })
      const { object } = await client.chat.completions.create(question)
      return { class: classOf(client), isOpenAI: client instanceof sdk.OpenAI, own: client.own, object }
    },
  },
  {
    name: 'a subclass that overrides create()',
    spans: [answered],
    async run({ sdk, client, provider }) {
      const Completions = sdk.OpenAI.Chat.Completions
      class Loud extends Completions {
        // Passes on what comes and what returns, whichever overload it is.
        override create(...args: Parameters<typeof Completions.prototype.create>): never {
          return super.create(args[0], { ...args[1], headers: { 'x-own': 'yes' } }) as never
        }
      }
      provider.next({ usage })
      const completion: Promise<{ object: string }> = new Loud(client).create(question)
      return (await completion).object
    },
  },
  {
    name: 'two clients at once',
    spans: [answered, answered],
    async run({ connect, provider }) {
      provider.next({ usage }, { usage })
      const clients = [connect({ apiKey: 'first' }), connect({ apiKey: 'second' })]
      const completions = await Promise.all(clients.map((client) => client.chat.completions.create(question)))
      return completions.map(({ object }) => object)
    },
  },
  {
    name: 'client.withOptions()',
    spans: [answered],
    async run({ client, provider }) {
      provider.next({ usage })
      const derived = client.withOptions({ defaultHeaders: { 'x-derived': 'yes' } })
      return { class: classOf(derived), object: (await derived.chat.completions.create(question)).object }
    },
  },
  {
    name: 'options of one call: headers, query and idempotency key',
    spans: [answered],
    async run({ client, provider }) {
      provider.next({ usage })
      const options = deepFrozen({ headers: { 'x-one': '1' }, query: { trace: 'on' }, idempotencyKey: 'once' })
      return (await client.chat.completions.create(question, options)).object
    },
  },
  {
    name: 'a client with its own fetch',
    spans: [answered],
    async run({ connect, provider }) {
      provider.next({ usage })
      const seen: string[] = []
      const client = connect({
        fetch: (url, init) => {
          seen.push(`${init?.method} ${new Request(url).url}`)
          return fetch(url, init)
        },
      })
      return { object: (await client.chat.completions.create(question)).object, seen }
    },
  },
  {
    name: 'a client whose fetch answers with a response of its own making',
    spans: [{ operation: 'chat', input: 5, output: 2 }],
    async run({ connect }) {
      const client = connect({ fetch: () => Promise.resolve(foreignResponse() as unknown as Response) })
      const response = await client.chat.completions.create(question).asResponse()
      return { status: response.status, json: await response.json() }
    },
  },
  {
    name: 'the body of a response of its own making',
    spans: [{ operation: 'chat', failed: false }],
    async run({ connect }) {
      const client = connect({ fetch: () => Promise.resolve(foreignResponse() as unknown as Response) })
      const response = await client.chat.completions.create(question).asResponse()
      return { body: response.body, again: response.body === response.body }
    },
  },
  {
    name: 'a client whose fetch answers with a frozen response',
    spans: [{ operation: 'chat' }],
    leavesGarbage: true,
    async run({ connect }) {
      const client = connect({ fetch: () => Promise.resolve(Object.freeze(foreignResponse()) as unknown as Response) })
      const response = await client.chat.completions.create(question).asResponse()
      return { body: response.body, json: await response.json() }
    },
  },
  {
    name: 'a client whose fetch answers with a mock that reads at once',
    spans: [{ operation: 'chat', failed: false }],
    leavesGarbage: true,
    async run({ connect }) {
      const mock = { ...foreignResponse(), json: () => ({ object: 'chat.completion' }), text: () => 'at once' }
      const client = connect({ fetch: () => Promise.resolve(mock as unknown as Response) })
      const response = await client.chat.completions.create(question).asResponse()
      const json: unknown = response.json()
      return { json, text: await response.text() }
    },
  },
  {
    name: 'a client whose fetch throws',
    spans: [{ operation: 'chat', failed: true }],
    run({ connect }) {
      const client = connect({ fetch: () => Promise.reject(new TypeError('no network here')) })
      return failureOf(() => client.chat.completions.create(question))
    },
  },
  {
    name: 'a method taken off its client',
    spans: [answered],
    async run({ client, provider }) {
      provider.next({ usage })
      const { completions } = client.chat
      const completion = (await Reflect.apply(completions.create, completions, [question])) as { object: string }
      return completion.object
    },
  },
  {
    name: '50 calls at once',
    spans: Array.from({ length: 50 }, () => ({ operation: 'chat', costStatus: 'reported', failed: false })),
    async run({ client }) {
      const ask = (index: number) =>
        client.chat.completions.create({ ...question, messages: [{ role: 'user', content: `Question ${index}` }] })
      const completions = await Promise.all(Array.from({ length: 50 }, (_, index) => ask(index)))
      return completions.map(({ choices }) => choices[0]?.message.content)
    },
  },
  {
    name: '20 streams at once',
    spans: Array.from({ length: 20 }, () => ({ operation: 'chat', costStatus: 'reported', failed: false })),
    async run({ client }) {
      const ask = async (index: number) => {
        const messages = [{ role: 'user' as const, content: `Question ${index}` }]
        const chunks = await collect(await client.chat.completions.create({ ...streamedWithUsage, messages }))
        return chunks.map(({ choices }) => choices[0]?.delta.content).join('')
      }
      return Promise.all(Array.from({ length: 20 }, (_, index) => ask(index)))
    },
  },
]

/** What a mock or another HTTP library may give: it looks like a `Response` and is none. */
function foreignResponse(): object {
  const completion = {
    id: 'chatcmpl-foreign',
    object: 'chat.completion',
    model: 'gpt-4o-mini',
    choices: [],
    usage: { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 },
  }
  return {
    ok: true,
    status: 200,
    url: 'http://foreign.test/',
    headers: new Headers({ 'content-type': 'application/json' }),
    body: 'a stream of another kind',
    json: () => Promise.resolve(completion),
    text: () => Promise.resolve(JSON.stringify(completion)),
  }
}
