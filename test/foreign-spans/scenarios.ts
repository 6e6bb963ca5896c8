import type { Anthropic } from '@anthropic-ai/sdk'
import type { OpenAI } from 'openai'
import type { Emitter, ScenarioName } from './emitters.ts'

type Scenarios = Readonly<Partial<Record<ScenarioName, () => Promise<unknown>>>>

/** Makes a client whose calls the provider answers by a behaviour. */
type MakeClient = (behaviour: object) => object

const PLAIN = { usage: { input: 1_000, output: 200 } }
const FAILURE = { status: 400 }

/** What an application does with an SDK. */
export function scenariosOf(sdk: Emitter['sdk'], makeClient: MakeClient): Scenarios {
  return sdk === 'openai' ? openaiScenarios(makeClient) : anthropicScenarios(makeClient)
}

function openaiScenarios(makeClient: MakeClient): Scenarios {
  const client = (behaviour: object = PLAIN): OpenAI => makeClient(behaviour) as OpenAI
  const request = { model: 'gpt-4o', messages: [{ role: 'user' as const, content: 'Hello' }] }
  const chat = (behaviour?: object): Promise<unknown> => client(behaviour).chat.completions.create(request)
  return {
    chat,
    stream: async () =>
      readAll(
        await client().chat.completions.create({ ...request, stream: true, stream_options: { include_usage: true } }),
      ),
    responses: () => client().responses.create({ model: 'gpt-4o', input: 'Hello' }),
    embeddings: () => client().embeddings.create({ model: 'text-embedding-3-small', input: 'Hello' }),
    cached: () => chat({ usage: { input: 1_000, cacheRead: 400, output: 200 } }),
    parallel: () => Promise.all([chat(), chat(), chat()]),
    failure: () => refused(chat(FAILURE)),
  }
}

function anthropicScenarios(makeClient: MakeClient): Scenarios {
  const client = (behaviour: object = PLAIN): Anthropic => makeClient(behaviour) as Anthropic
  const request = {
    model: 'claude-sonnet-4-5',
    max_tokens: 500,
    messages: [{ role: 'user' as const, content: 'Hello' }],
  }
  const chat = (behaviour?: object): Promise<unknown> => client(behaviour).messages.create(request)
  return {
    chat,
    stream: async () => readAll(await client().messages.create({ ...request, stream: true })),
    cached: () => chat({ usage: { input: 1_000, cacheRead: 400, cacheWrite: 100, output: 200 } }),
    parallel: () => Promise.all([chat(), chat(), chat()]),
    failure: () => refused(chat(FAILURE)),
  }
}

async function readAll(stream: AsyncIterable<unknown>): Promise<void> {
  for await (const item of stream) void item
}

/** A call that fails, as an application lives with it. */
function refused(call: Promise<unknown>): Promise<unknown> {
  return call.catch((error: unknown) => error)
}
