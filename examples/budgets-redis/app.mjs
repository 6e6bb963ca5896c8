import { fork } from 'node:child_process'
import { once } from 'node:events'

// Four processes make fifty calls each, all at once, against one budget of a cent.
const workers = Array.from({ length: 4 }, () =>
  fork(new URL('worker.mjs', import.meta.url), { execArgv: ['--import', '@costspan/node/register'] }),
)
const results = await Promise.all(
  workers.map(async (worker) => {
    const [result] = await once(worker, 'message')
    await once(worker, 'exit')
    return result
  }),
)

const sum = (name) => results.reduce((total, result) => total + result[name], 0)
console.log(`${sum('answered')} calls were answered, ${sum('refused')} refused before anything was sent`)
console.log(results.find(({ refusal }) => refusal !== undefined)?.refusal)
