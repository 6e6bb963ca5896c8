/** How long counting the tokens of a large prompt, whose provider told no usage, keeps the event loop of the application. */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createUsageEstimator } from '@costspan/instrumentation'
import { spreadOf } from '../report/statistics.ts'
import { report } from '../report-to-parent.ts'

/** Milliseconds, medians of all rounds. */
export interface HandOverFigures {
  readonly title: string
  /** The longest that the event loop stood still. */
  readonly delayMillis: number
  /** What the SDK takes to write the body of the same request, on the same event loop. */
  readonly bodyMillis: number
  /** Until a thread has counted. */
  readonly countedMillis: number
}

/** Ten megabytes, or nearly. */
const PROMPTS: Readonly<Record<string, readonly unknown[]>> = {
  'one letter': ['a'.repeat(10_000_000)],
  words: ['The cost of a call. '.repeat(500_000)],
  emoji: ['👋🏽'.repeat(2_500_000)],
  'words, in an object': [[{ role: 'user', content: 'The cost of a call. '.repeat(500_000) }]],
}

const ROUNDS = 7

const estimator = createUsageEstimator()
// The thread that counts does not keep a process alive.
setInterval(() => {}, 60_000)
await counted(['The first loads the tokenizer.'])
const figures: HandOverFigures[] = []
for (const [title, texts] of Object.entries(PROMPTS)) figures.push(await measured(title, texts))
report(figures)

function counted(texts: readonly unknown[]): Promise<unknown> {
  return new Promise((resolve) => {
    estimator.estimate({ model: 'gpt-4o', prompt: { texts, overheadTokens: 0 }, generated: '' }, resolve)
  })
}

async function measured(title: string, texts: readonly unknown[]): Promise<HandOverFigures> {
  const rounds: { readonly delay: number; readonly body: number; readonly counted: number }[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const delay = monitorEventLoopDelay({ resolution: 1 })
    delay.enable()
    const start = performance.now()
    await counted(texts)
    const end = performance.now()
    delay.disable()
    JSON.stringify({ model: 'gpt-4o', messages: texts })
    rounds.push({ delay: delay.max / 1e6, body: performance.now() - end, counted: end - start })
  }
  const median = (kind: keyof (typeof rounds)[number]): number => spreadOf(rounds.map((round) => round[kind])).median
  return { title, delayMillis: median('delay'), bodyMillis: median('body'), countedMillis: median('counted') }
}
