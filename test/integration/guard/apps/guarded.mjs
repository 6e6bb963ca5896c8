// Calls by each way that an SDK can send, under a guard that counts requests and dollars.
import { createGuard, guardedFetch } from '@costspan/guard'
import { register } from '@costspan/node'

const guard = createGuard({ limit: { usd: '$5.00', requests: Number(process.env.REQUESTS ?? 100) }, per: 'day' })
const bare = globalThis.fetch
const telemetry = register({ budgetGuard: guard })
const { OpenAI } = await import('openai')
const { Anthropic } = await import('@anthropic-ai/sdk')

const question = { model: 'gpt-4o', messages: [{ role: 'user', content: 'Hello' }], max_completion_tokens: 50 }
const baseURL = process.env.OPENAI_BASE_URL
const body = {
  method: 'POST',
  headers: { 'content-type': 'application/json', authorization: 'Bearer key' },
  body: JSON.stringify(question),
}
const ways = {
  'a plain client': () => new OpenAI().chat.completions.create(question),
  'a client with a fetch of its own': () =>
    new OpenAI({ fetch: (url, init) => bare(url, init) }).chat.completions.create(question),
  'a client with a fetch around the global one': () =>
    new OpenAI({ fetch: (url, init) => fetch(url, init) }).chat.completions.create(question),
  'a client that is guarded by hand too': () => new OpenAI({ fetch: guardedFetch() }).chat.completions.create(question),
  'a client of Anthropic': () =>
    new Anthropic().messages.create({
      ...question,
      max_tokens: 50,
      max_completion_tokens: undefined,
      model: 'claude-haiku-4-5',
    }),
  'the fetch of Node': () => fetch(`${baseURL}/chat/completions`, body).then((response) => response.json()),
  'a Request': () => fetch(new Request(`${baseURL}/chat/completions`, body)).then((response) => response.json()),
}

const outcomes = {}
for (const [way, call] of Object.entries(ways)) {
  outcomes[way] = await call().then(
    (answer) => (answer.error === undefined ? 'answered' : 'refused'),
    (error) => `${error.constructor.name} ${error.status}`,
  )
}
// What is no paid call goes through, and is not counted.
const models = await new OpenAI().models.list()
const elsewhere = await fetch(process.env.ELSEWHERE, { method: 'POST', body: '{"model":"mine"}' })
const spent = Object.fromEntries((await guard.status()).map((status) => [status.unit, Number(status.spent)]))
await telemetry.shutdown()
console.log(
  JSON.stringify({
    outcomes,
    models: models.data.length > 0,
    elsewhere: elsewhere.status,
    spent,
    isPutBack: fetch === bare,
    name: fetch.name,
  }),
)
