/** A process that hands in one request and is killed: `before` its provider has answered, or `after`. */
import { withCostContext } from '@costspan/cost'
import { createBatchQueue, openaiBatches } from '@costspan/guard'
import OpenAI from 'openai'
import { bodyOf } from './body-of.ts'

const [baseURL, journal = '', when] = process.argv.slice(2)
const provider = openaiBatches(new OpenAI({ baseURL: baseURL ?? null, apiKey: 'key', maxRetries: 0 }))
const die = (): Promise<never> => {
  process.kill(process.pid, 'SIGKILL')
  return new Promise(() => {})
}
const queue = createBatchQueue(
  {
    ...provider,
    async submit(...args) {
      const batchId = await provider.submit(...args)
      return when === 'before' ? die() : batchId
    },
  },
  { journal },
)
withCostContext({ feature: 'digest', user: 'ada' }, () =>
  queue.add({ id: 'a', body: bodyOf('gpt-4o-mini', 'Hi') }),
).catch(() => {})
await queue.submit()
await die()
