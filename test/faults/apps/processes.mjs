// Two calls in each of a primary process, its cluster workers, and the threads of each; one trace has one call.
import cluster from 'node:cluster'
import { once } from 'node:events'
import { isMainThread, Worker } from 'node:worker_threads'
import OpenAI from 'openai'

const client = new OpenAI()
for (let made = 0; made < 2; made += 1) {
  await client.chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content: 'hello' }] })
}
if (isMainThread) {
  const thread = new Worker(new URL(import.meta.url))
  await once(thread, 'exit')
}
if (cluster.isPrimary && isMainThread) {
  const workers = [cluster.fork(), cluster.fork()]
  await Promise.all(workers.map((worker) => once(worker, 'exit')))
  console.log('all are done')
} else if (isMainThread) cluster.worker?.disconnect()
