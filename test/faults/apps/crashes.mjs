// Fails in the way that CRASH says, some time after a call that went well.
import OpenAI from 'openai'

const client = new OpenAI({ maxRetries: 0 })
const question = { model: 'gpt-4o', messages: [{ role: 'user', content: 'hello' }] }
const ask = () => client.chat.completions.create(question)
const askInVain = () => client.chat.completions.create(question, { headers: { 'x-fake': '{"status":404}' } })
const later = (fail) => setTimeout(() => fail(), 1)
const boom = () => new RangeError('boom')
const tell = (event) => process.on(event, (problem) => console.log(event, problem.constructor.name, problem.message))

const CRASHES = {
  'throws where nobody catches it': () =>
    later(() => {
      throw boom()
    }),
  'rejects a promise that nobody handles': () => later(() => void Promise.reject(boom())),
  'makes a call that fails and that nobody awaits': () => void askInVain(),
  'listens to uncaughtException': () => {
    tell('uncaughtException')
    later(() => {
      throw boom()
    })
  },
  'listens to unhandledRejection': () => {
    tell('unhandledRejection')
    void askInVain()
  },
  'watches uncaught exceptions and lets them end it': () => {
    tell('uncaughtExceptionMonitor')
    later(() => {
      throw boom()
    })
  },
  'ends itself when an exception is uncaught': () => {
    process.on('uncaughtException', () => process.exit(42))
    later(() => {
      throw boom()
    })
  },
  'throws while a stream is being read': async () => {
    const stream = await client.chat.completions.create({ ...question, stream: true })
    for await (const _ of stream) throw boom()
  },
  'handles a rejection late': () => {
    tell('rejectionHandled')
    process.on('unhandledRejection', () => {})
    const call = askInVain()
    setTimeout(() => {
      call.catch(() => console.log('handled'))
    }, 500)
  },
}

const answer = await ask()
console.log('answered', answer.choices.length, 'listeners', process.listenerCount('uncaughtException'))
await CRASHES[process.env.CRASH]()
