import { classOf, describePromise, failureOf } from '../harness/describe.ts'
import { answered, type OpenAIScenario, question, refused, taken, usage } from './stage.ts'

/** The lazy promise of the SDK, in all the ways an application may hold it. */
export const promiseScenarios: readonly OpenAIScenario[] = [
  {
    name: 'a chat completion',
    spans: [answered],
    run({ client, provider }) {
      provider.next({ usage })
      return client.chat.completions.create(question)
    },
  },
  {
    name: 'the class and methods of the promise',
    spans: [answered],
    async run({ client, provider, sdk }) {
      provider.next({ usage })
      const promise = client.chat.completions.create(question)
      const before = { ...(describePromise(promise) as object), isApiPromise: promise instanceof sdk.APIPromise }
      const completion = await promise
      return { before, after: describePromise(promise), result: classOf(completion), requestId: completion._request_id }
    },
  },
  {
    name: 'a promise awaited twice',
    spans: [answered],
    async run({ client, provider }) {
      provider.next({ usage })
      const promise = client.chat.completions.create(question)
      return (await promise) === (await promise)
    },
  },
  {
    name: 'a promise consumed by then, catch and finally',
    spans: [answered],
    async run({ client, provider }) {
      provider.next({ usage })
      const order: string[] = []
      const promise = client.chat.completions.create(question)
      const all = await Promise.all([
        promise.then((value) => (order.push('then'), value)),
        promise.catch(() => order.push('catch')),
        promise.finally(() => void order.push('finally')),
        promise,
      ])
      return { order, same: new Set(all).size }
    },
  },
  {
    name: 'a promise consumed by then only',
    spans: [answered],
    run({ client, provider }) {
      provider.next({ usage })
      return new Promise((resolve, reject) => {
        client.chat.completions.create(question).then(({ choices }) => resolve(choices), reject)
      })
    },
  },
  {
    name: 'a promise consumed by finally only',
    spans: [answered],
    run({ client, provider }) {
      provider.next({ usage })
      return new Promise((resolve) => {
        void client.chat.completions.create(question).finally(() => resolve('settled'))
      })
    },
  },
  {
    name: 'a failing promise consumed by catch only',
    spans: [refused('429')],
    run({ client, provider }) {
      provider.next({ status: 429 })
      return new Promise((resolve) => {
        void client.chat.completions.create(question).catch((error: unknown) => resolve(classOf(error)))
      })
    },
  },
  {
    name: 'a promise that nobody awaits',
    spans: [taken],
    leavesGarbage: true,
    async run({ client, provider }) {
      provider.next({ usage })
      void client.chat.completions.create(question)
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
      void client.chat.completions.create(question)
      await provider.received(1)
      return 'went on'
    },
  },
  {
    name: 'a failing promise awaited late',
    spans: [refused('401')],
    async run({ client, provider }) {
      provider.next({ status: 401 })
      const promise = client.chat.completions.create(question)
      await provider.received(1)
      await provider.pause()
      return failureOf(() => promise)
    },
  },
]
