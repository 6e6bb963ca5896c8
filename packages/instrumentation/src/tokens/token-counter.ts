import { existsSync } from 'node:fs'
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { diag } from '@opentelemetry/api'
import type { EstimatedTokens } from './usage-estimator.ts'

/** Counts the tokens of texts without blocking the thread that asks. */
export interface TokenCounter {
  /** Tokens of all `inputs` together and of `output`, as the tokenizer of `model` cuts them. Rejects when it cannot count. */
  count(model: string, inputs: readonly string[], output: string): Promise<EstimatedTokens>
  /** Tokens of each text by itself, in their order; the process lives until they are known. Rejects when it cannot count. */
  countEach(model: string, texts: readonly string[]): Promise<readonly number[]>
}

/** What goes to the worker, and what comes back. */
export interface CountRequest {
  readonly id: number
  readonly model: string
  readonly inputs: readonly string[]
  readonly output: string
}
export type CountReply = ({ readonly id: number } & Counts) | { readonly id: number; readonly problem: string }

interface Counts {
  readonly inputs: readonly number[]
  readonly output: number
  /** Whether time ran out, so that what is told of a part of the texts is told of all. */
  readonly isGuess: boolean
}

/**
 * UTF-16 units that wait for the thread, at the most: what `count` is asked beyond that it rejects, so that calls without usage
 * cannot fill the memory with their prompts. A single question may be longer.
 */
const MOST_WAITING = 16_000_000

interface Waiting {
  readonly length: number
  resolve(counts: Counts): void
  reject(problem: unknown): void
}

/**
 * A counter in a worker thread of its own.
 *
 * Loading a tokenizer takes up to half a second and some texts take seconds: on the event loop either would stop the
 * application. The thread starts at the first count, again after it has died, and does not keep the process alive.
 */
export function createTokenCounter(file: URL = countWorkerFile()): TokenCounter {
  let worker: Worker | undefined
  let lastId = 0
  let awaited = 0
  const waiting = new Map<number, Waiting>()
  let waitingLength = 0

  const taken = (id: number): Waiting | undefined => {
    const each = waiting.get(id)
    if (waiting.delete(id)) waitingLength -= each?.length ?? 0
    return each
  }

  const fail = (failed: Worker, problem: unknown): void => {
    // An error is followed by an exit, when another thread may have taken over.
    if (worker !== failed) return
    diag.warn('costspan: the token counter stopped; counts are estimated from the length of the text', problem)
    worker = undefined
    for (const id of waiting.keys()) taken(id)?.reject(problem)
  }

  const start = (): Worker => {
    // Without the options of this process: what it preloads, such as telemetry, would be started a second time there.
    const env = { ...process.env, NODE_OPTIONS: '' }
    const started = new Worker(file, { execArgv: [], env, name: 'costspan-token-counter' })
    started.on('message', (reply: CountReply) => {
      const each = taken(reply.id)
      if ('problem' in reply) each?.reject(new Error(reply.problem))
      else each?.resolve(reply)
    })
    started.on('error', (problem) => fail(started, problem))
    started.on('exit', (code) => fail(started, new Error(`the thread ended with code ${code}`)))
    started.unref()
    return started
  }

  const ask = (model: string, inputs: readonly string[], output: string, mostWaiting: number): Promise<Counts> =>
    new Promise((resolve, reject) => {
      const request: CountRequest = { id: ++lastId, model, inputs, output }
      const length = inputs.reduce((sum, text) => sum + text.length, output.length)
      if (waiting.size > 0 && waitingLength + length > mostWaiting) {
        reject(new Error(`${waitingLength} characters wait for the token counter; ${length} more are not counted`))
        return
      }
      try {
        worker ??= start()
        waiting.set(request.id, { length, resolve, reject })
        waitingLength += length
        worker.postMessage(request)
      } catch (problem) {
        taken(request.id)
        reject(problem instanceof Error ? problem : new Error(String(problem)))
      }
    })

  return {
    async count(model, texts, generated) {
      const { inputs, output, isGuess } = await ask(model, texts, generated, MOST_WAITING)
      return { input: inputs.reduce((sum, tokens) => sum + tokens, 0), output, isGuess }
    },
    async countEach(model, texts) {
      const counts = ask(model, texts, '', Infinity)
      awaited += 1
      worker?.ref()
      try {
        return (await counts).inputs
      } finally {
        awaited -= 1
        if (awaited === 0) worker?.unref()
      }
    },
  }
}

/**
 * The worker's file has the ending of this one: it runs from the sources and from the build, where this code may be in a chunk
 * one folder below.
 */
function countWorkerFile(): URL {
  const name = `count-worker${extname(new URL(import.meta.url).pathname)}`
  const beside = new URL(`./${name}`, import.meta.url)
  return existsSync(beside) ? beside : new URL(`../${name}`, import.meta.url)
}
