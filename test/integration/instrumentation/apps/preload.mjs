import { isMainThread } from 'node:worker_threads'

console.log(isMainThread ? 'preloaded' : 'preloaded again in a worker')
