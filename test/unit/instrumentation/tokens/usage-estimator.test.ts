import { createUsageEstimator, type UsageEstimator } from '@costspan/instrumentation'
import { diag, DiagLogLevel } from '@opentelemetry/api'
import { afterEach, describe, expect, it } from 'vitest'
import { createTokenCounter, type TokenCounter } from '../../../../packages/instrumentation/src/tokens/token-counter.ts'
import type { EstimatedTokens } from '../../../../packages/instrumentation/src/tokens/usage-estimator.ts'

const REQUEST = { model: 'gpt-4o', prompt: { texts: ['user', 'Hello'], overheadTokens: 6 }, generated: 'one two six' }
const EXACT = { input: 8, output: 3, isGuess: false }
/** A token for every four bytes begun. */
const QUICK = { input: 6 + 1 + 2, output: 3, isGuess: true }

const neverCounting: Pick<TokenCounter, 'count'> = { count: () => new Promise(() => {}) }

const estimate = (
  estimator: UsageEstimator,
  request: Parameters<UsageEstimator['estimate']>[0] = REQUEST,
): Promise<EstimatedTokens> => new Promise((resolve) => estimator.estimate(request, resolve))

afterEach(() => diag.disable())

function warnings(): unknown[] {
  const told: unknown[] = []
  diag.setLogger(
    { error: () => {}, warn: (message) => told.push(message), info: () => {}, debug: () => {}, verbose: () => {} },
    DiagLogLevel.WARN,
  )
  return told
}

describe('an estimator', () => {
  it('counts prompt, chat format and answer', async () => {
    expect(await estimate(createUsageEstimator())).toEqual(EXACT)
  })

  it('counts tools and other values as the JSON that is sent', async () => {
    const tools = [{ type: 'function', function: { name: 'weather' } }]
    const [asValue, asText] = await Promise.all(
      [tools, JSON.stringify(tools)].map((text) =>
        estimate(createUsageEstimator(), { ...REQUEST, prompt: { texts: [text], overheadTokens: 0 } }),
      ),
    )
    expect(asValue).toEqual(asText)
  })

  it('takes special tokens for the text that they are', async () => {
    const { output } = await estimate(createUsageEstimator(), { ...REQUEST, generated: '<|endoftext|>' })
    expect(output).toBe(7)
  })

  it('keeps the event loop turning while a megabyte is counted', async () => {
    let ticks = 0
    const timer = setInterval(() => ticks++, 1)
    const generated = 'The cost of a call is known when the last token has been read. '.repeat(16_000)
    const { output } = await estimate(createUsageEstimator(), { ...REQUEST, generated })
    clearInterval(timer)

    expect(output).toBeGreaterThan(200_000)
    expect(ticks).toBeGreaterThan(0)
  })

  it('hands its texts over after the application has gone on', async () => {
    const order: string[] = []
    const estimator = createUsageEstimator({
      count: () => {
        order.push('counted')
        return Promise.resolve({ input: 1, output: 1 })
      },
    })
    const estimated = estimate(estimator)
    await Promise.resolve().then(() => order.push('application'))
    await estimated

    expect(order).toEqual(['application', 'counted'])
  })

  it('counts what was sent, whatever the application does to it after the call', async () => {
    const counted: string[] = []
    const estimator = createUsageEstimator({
      count: (_, inputs) => {
        counted.push(...inputs)
        return Promise.resolve({ input: 1, output: 1 })
      },
    })
    const messages = [{ content: 'Why?' }]
    const estimated = estimate(estimator, { ...REQUEST, prompt: { texts: [messages], overheadTokens: 0 } })
    messages.push({ content: 'Because.' })
    await estimated

    expect(counted).toEqual(['[{"content":"Why?"}]'])
  })

  it('estimates by length when the counter fails', async () => {
    const estimator = createUsageEstimator({ count: () => Promise.reject(new Error('no tokenizer')) })
    expect(await estimate(estimator)).toEqual(QUICK)
  })

  it('hands over at the latest when it is flushed', async () => {
    const estimator = createUsageEstimator(neverCounting)
    const handed: EstimatedTokens[] = []
    estimator.estimate(REQUEST, (tokens) => handed.push(tokens))
    estimator.estimate({ ...REQUEST, prompt: undefined }, (tokens) => handed.push(tokens))
    await estimator.flush(20)

    expect(handed).toEqual([QUICK, { input: 0, output: 3, isGuess: true }])
  })

  it('hands over once, also when the counter comes after the flush', async () => {
    let count: (tokens: EstimatedTokens) => void = () => {}
    const estimator = createUsageEstimator({ count: () => new Promise((resolve) => (count = resolve)) })
    const handed: EstimatedTokens[] = []
    estimator.estimate(REQUEST, (tokens) => handed.push(tokens))
    await estimator.flush(5)
    count({ input: 1, output: 1 })
    await new Promise((resolve) => setTimeout(resolve, 5))

    expect(handed).toEqual([QUICK])
  })

  it('is not stopped by who takes the tokens, and says so', async () => {
    const told = warnings()
    const estimator = createUsageEstimator(neverCounting)
    const handed: EstimatedTokens[] = []
    estimator.estimate(REQUEST, () => {
      throw new Error('a span processor failed')
    })
    estimator.estimate(REQUEST, (tokens) => handed.push(tokens))
    await estimator.flush(5)

    expect(handed).toEqual([QUICK])
    expect(told).toHaveLength(1)
  })

  it('estimates what has no JSON any more', async () => {
    const circular: Record<string, unknown> = {}
    circular['self'] = circular
    const prompt = { texts: [circular, 7n, () => {}], overheadTokens: 6 }
    expect(await estimate(createUsageEstimator(), { ...REQUEST, prompt })).toEqual({
      input: 6,
      output: 3,
      isGuess: false,
    })
  })
})

describe('a token counter', () => {
  it('answers each question with its own counts', async () => {
    const counter = createTokenCounter()
    const counts = await Promise.all(
      [1, 2, 3].map((times) => counter.count('gpt-4o', ['Hello'.repeat(times)], ' one'.repeat(times))),
    )

    expect(counts.map(({ output }) => output)).toEqual([1, 2, 3])
  })

  it.each(['throw new Error("out of order")', 'process.exit(3)'])(
    'warns and estimates by length when its thread dies: %s',
    async (how) => {
      const told = warnings()
      const dying = new URL(
        `data:text/javascript,import{parentPort}from'node:worker_threads';parentPort.on('message',()=>{${encodeURIComponent(how)}})`,
      )
      expect(await estimate(createUsageEstimator(createTokenCounter(dying)))).toEqual(QUICK)
      expect(told).toHaveLength(1)
    },
  )

  it('does not hold more for a thread that is busy than 16 million characters, but takes one that is longer', async () => {
    const silent = new URL(
      'data:text/javascript,import{parentPort}from"node:worker_threads";parentPort.on("message",()=>{})',
    )
    const counter = createTokenCounter(silent)
    const outcomes: string[] = []
    const ask = (name: string, length: number): Promise<void> =>
      counter.count('gpt-4o', ['a'.repeat(length)], '').then(
        () => void outcomes.push(`${name} counted`),
        (problem: unknown) => void outcomes.push(`${name}: ${String(problem)}`),
      )
    void ask('first', 17_000_000)
    await ask('second', 100)

    expect(outcomes).toEqual([
      'second: Error: 17000000 characters wait for the token counter; 100 more are not counted',
    ])
  })

  it('starts a new thread after one has died', async () => {
    warnings()
    const dying = new URL(
      `data:text/javascript,import{parentPort}from'node:worker_threads';parentPort.on('message',()=>{process.exit(3)})`,
    )
    const estimator = createUsageEstimator(createTokenCounter(dying))

    expect(await estimate(estimator)).toEqual(QUICK)
    expect(await estimate(estimator)).toEqual(QUICK)
  })
})
