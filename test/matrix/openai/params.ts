import type { OpenAI } from 'openai'

import { collect, deepFrozen, failureOf } from '../harness/describe.ts'
import { answered, type OpenAIScenario, question, streamedWithUsage, usage } from './stage.ts'

/** What applications pass in, and that it stays theirs. */
export const paramScenarios: readonly OpenAIScenario[] = [
  {
    name: 'frozen params',
    spans: [answered],
    async run({ client, provider }) {
      provider.next({ usage })
      const params = deepFrozen(structuredClone(question))
      return { object: (await client.chat.completions.create(params)).object, params }
    },
  },
  {
    name: 'frozen params of a stream with tools',
    spans: [answered],
    async run({ client, provider }) {
      provider.next({ usage, toolCalls: [{ name: 'weather', arguments: { city: 'Bern' } }] })
      const tools = [{ type: 'function' as const, function: { name: 'weather' } }]
      const params = deepFrozen(structuredClone({ ...streamedWithUsage, tools }))
      return { chunks: (await collect(await client.chat.completions.create(params))).length, params }
    },
  },
  {
    name: 'params that an agent loop uses again',
    spans: [answered, answered],
    async run({ client, provider }) {
      provider.next({ usage }, { usage })
      const params: OpenAI.ChatCompletionCreateParamsNonStreaming = structuredClone(question)
      const { choices } = await client.chat.completions.create(params)
      if (choices[0]) params.messages.push(choices[0].message)
      await client.chat.completions.create(params)
      return params
    },
  },
  {
    name: 'params behind a Proxy that forbids writing',
    spans: [answered],
    async run({ client, provider }) {
      provider.next({ usage })
      const forbid = () => {
        throw new TypeError('these params are read only')
      }
      const params = new Proxy(structuredClone(question), {
        set: forbid,
        deleteProperty: forbid,
        defineProperty: forbid,
      })
      return (await client.chat.completions.create(params)).object
    },
  },
  {
    name: 'params behind a Proxy that throws on unknown keys',
    isHostile: true,
    spans: [{ operation: 'chat' }],
    async run({ client, provider }) {
      provider.next({ usage })
      // The keys that the SDKs themselves ask for.
      const known = new Set(['stream', 'toJSON', 'tools', 'response_format', 'functions', ...Object.keys(question)])
      const params = new Proxy(structuredClone(question), {
        get(target, key, receiver): unknown {
          if (typeof key === 'string' && !known.has(key)) throw new ReferenceError(`no such parameter: ${key}`)
          return Reflect.get(target, key, receiver)
        },
      })
      return (await client.chat.completions.create(params)).object
    },
  },
  {
    name: 'params that are missing',
    spans: [{ operation: 'chat', nanoUsd: undefined, failed: true, errorType: 'TypeError' }],
    run: ({ client }) => failureOf(() => client.chat.completions.create(undefined as never)),
  },
  {
    name: 'params without a model and messages',
    spans: [{ operation: 'chat', failed: true }],
    run: ({ client }) => failureOf(() => client.chat.completions.create({} as never)),
  },
  {
    name: 'a body with characters of every width',
    spans: [answered],
    async run({ client, provider }) {
      provider.next({ usage, text: 'größer 💶 日本' })
      const messages = [{ role: 'user' as const, content: 'Wie viel kostet das? 💶 日本 \u2028' }]
      return (await client.chat.completions.create({ ...question, messages })).choices
    },
  },
]
