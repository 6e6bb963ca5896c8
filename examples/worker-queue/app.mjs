import { fork } from 'node:child_process'
import { once } from 'node:events'
import { withCostContext } from '@costspan/cost'
import { context, propagation } from '@opentelemetry/api'

/** A queue in place of yours: a job is plain data, with a header for what travels along. */
function enqueue(question) {
  const headers = {}
  propagation.inject(context.active(), headers)
  return { question, headers }
}

const jobs = [
  withCostContext({ feature: 'nightly-digest', user: 'ada' }, () => enqueue('What happened today?')),
  withCostContext({ feature: 'nightly-digest', user: 'bob' }, () => enqueue('What is new?')),
]

const worker = fork(new URL('worker.mjs', import.meta.url), { execArgv: ['--import', '@costspan/node/register'] })
worker.send(jobs)
await once(worker, 'exit')
