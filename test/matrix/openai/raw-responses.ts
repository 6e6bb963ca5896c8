import { classOf, collect, describePromise, failureOf, readAll } from '../harness/describe.ts'
import { answered, type OpenAIScenario, question, refused, streamed, streamedWithUsage, taken, usage } from './stage.ts'

/** `withResponse()` and `asResponse()`: the HTTP response beside the answer, or instead of it. */
export const rawResponseScenarios: readonly OpenAIScenario[] = [
  {
    name: '.withResponse()',
    spans: [answered],
    async run({ client, provider }) {
      provider.next({ usage })
      const { data, response, request_id } = await client.chat.completions.create(question).withResponse()
      return { data, status: response.status, class: classOf(response), bodyUsed: response.bodyUsed, request_id }
    },
  },
  {
    name: '.withResponse() of a failing call',
    spans: [refused('429')],
    run({ client, provider }) {
      provider.next({ status: 429 })
      return failureOf(() => client.chat.completions.create(question).withResponse())
    },
  },
  {
    name: '.withResponse() and then await',
    spans: [answered],
    async run({ client, provider }) {
      provider.next({ usage })
      const promise = client.chat.completions.create(question)
      const { data } = await promise.withResponse()
      return data === (await promise)
    },
  },
  {
    name: '.withResponse() of a stream',
    spans: [answered],
    async run({ client, provider, Stream }) {
      provider.next({ usage, text: 'a b c', chunks: 3 })
      const { data, response } = await client.chat.completions.create(streamedWithUsage).withResponse()
      return { isStream: data instanceof Stream, status: response.status, chunks: await collect(data) }
    },
  },
  {
    name: '.asResponse() whose json the application reads',
    spans: [answered],
    async run({ client, provider }) {
      provider.next({ usage })
      const response = await client.chat.completions.create(question).asResponse()
      const seen = { class: classOf(response), isResponse: response instanceof Response, bodyUsed: response.bodyUsed }
      return { ...seen, keys: Object.keys(response), body: await response.json(), bodyUsedAfter: response.bodyUsed }
    },
  },
  {
    name: '.asResponse() whose text the application reads',
    spans: [answered],
    async run({ client, provider }) {
      provider.next({ usage })
      const response = await client.chat.completions.create(question).asResponse()
      return { text: (await response.text()).length > 0, again: await failureOf(() => response.text()) }
    },
  },
  {
    name: '.asResponse() whose bytes the application reads',
    spans: [taken],
    async run({ client, provider }) {
      provider.next({ usage })
      const response = await client.chat.completions.create(question).asResponse()
      return (await response.arrayBuffer()).byteLength > 0
    },
  },
  {
    name: '.asResponse() that is cloned',
    spans: [answered],
    async run({ client, provider }) {
      provider.next({ usage })
      const response = await client.chat.completions.create(question).asResponse()
      const copy = response.clone()
      return { copy: await copy.json(), original: await response.json() }
    },
  },
  {
    name: '.asResponse() whose body is piped on',
    spans: [taken],
    async run({ client, provider }) {
      provider.next({ text: 'a b c', chunks: 3 })
      const response = await client.chat.completions.create(streamed).asResponse()
      const { body } = response
      if (body === null) return 'no body'
      const piped = new Response(body.pipeThrough(new TransformStream()), { headers: response.headers })
      return { sameBody: response.body === body, text: await piped.text() }
    },
  },
  {
    name: '.asResponse() whose body is read piece by piece',
    spans: [taken],
    async run({ client, provider }) {
      provider.next({ text: 'a b c', chunks: 3 })
      const { body } = await client.chat.completions.create(streamed).asResponse()
      return body && readAll(body)
    },
  },
  {
    name: '.asResponse() that is never read',
    spans: [taken],
    leavesGarbage: true,
    async run({ client, provider }) {
      provider.next({ usage })
      const { status } = await client.chat.completions.create(question).asResponse()
      return status
    },
  },
  {
    name: '.asResponse() of a failing call',
    spans: [refused('401')],
    run({ client, provider }) {
      provider.next({ status: 401 })
      return failureOf(() => client.chat.completions.create(question).asResponse())
    },
  },
  {
    name: '.asResponse() and then await',
    spans: [answered],
    async run({ client, provider }) {
      provider.next({ usage })
      const promise = client.chat.completions.create(question)
      const { status } = await promise.asResponse()
      return { status, completion: await promise, promise: describePromise(promise) }
    },
  },
]
