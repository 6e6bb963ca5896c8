import { type BudgetStore, createGuard, guardedFetch } from '@costspan/guard'
import OpenAI from 'openai'
import { CHAT_REQUEST, fetchOfChat } from '../calls/openai/openai-answers.ts'

/**
 * What a guard adds to a call of openai, in microseconds by the clock.
 *
 * A call in which the operating system gave the processor to somebody else is left out: that takes milliseconds, comes to a call of
 * either kind, and says how busy the machine is. What this process does to itself, such as collecting garbage, is left in.
 */
export interface CallFigures {
  readonly store: string
  readonly bareMedianMicros: number
  readonly bareP99Micros: number
  readonly addedMedianMicros: number
  /** The difference of the two 99th percentiles of a round; of all rounds, the median. */
  readonly addedP99Micros: number
  /** The share of calls that were left out. */
  readonly interruptedShare: number
}

const BUDGETS = [
  { limit: '$1000000.00', per: 'day' },
  { scope: 'user', limit: '$1000000.00', per: 'day' },
] as const

const WARM_UP_CALLS = 2_000
const ROUNDS = 15
const CALLS_OF_A_ROUND = 4_000

/** Bare and guarded calls in turn, so that both see the same machine. Answers are canned: no socket, no provider. */
export async function measureGuardedCalls(stores: Readonly<Record<string, BudgetStore>>): Promise<CallFigures[]> {
  const figures: CallFigures[] = []
  for (const [name, store] of Object.entries(stores)) {
    const guard = createGuard({ budgets: BUDGETS, store })
    const bare = new OpenAI({ apiKey: 'key', fetch: fetchOfChat() })
    const guarded = new OpenAI({ apiKey: 'key', fetch: guardedFetch(fetchOfChat(), guard) })
    await measureRound(bare, guarded, WARM_UP_CALLS)
    const rounds: Round[] = []
    for (let round = 0; round < ROUNDS; round += 1) rounds.push(await measureRound(bare, guarded, CALLS_OF_A_ROUND))
    figures.push({ store: name, ...medianRound(rounds) })
    await guard.close()
  }
  return figures
}

type Round = Omit<CallFigures, 'store'>

async function measureRound(bare: OpenAI, guarded: OpenAI, calls: number): Promise<Round> {
  const [bareMicros, guardedMicros]: [number[], number[]] = [[], []]
  for (let call = 0; call < calls; call += 1) {
    await measureCall(bare, bareMicros)
    await measureCall(guarded, guardedMicros)
  }
  const [bareMedian, bareP99] = [quantileOf(bareMicros, 0.5), quantileOf(bareMicros, 0.99)]
  return {
    bareMedianMicros: bareMedian,
    bareP99Micros: bareP99,
    addedMedianMicros: quantileOf(guardedMicros, 0.5) - bareMedian,
    addedP99Micros: quantileOf(guardedMicros, 0.99) - bareP99,
    interruptedShare: 1 - (bareMicros.length + guardedMicros.length) / (2 * calls),
  }
}

/** Each figure by its median over the rounds: one burst of something else on the machine is in one round's tail. */
function medianRound(rounds: readonly Round[]): Round {
  const median = (figure: keyof Round): number =>
    quantileOf(
      rounds.map((round) => round[figure]),
      0.5,
    )
  return {
    bareMedianMicros: median('bareMedianMicros'),
    bareP99Micros: median('bareP99Micros'),
    addedMedianMicros: median('addedMedianMicros'),
    addedP99Micros: median('addedP99Micros'),
    interruptedShare: median('interruptedShare'),
  }
}

async function measureCall(client: OpenAI, micros: number[]): Promise<void> {
  const interruptionsBefore = interruptions()
  const before = performance.now()
  await client.chat.completions.create(CHAT_REQUEST as OpenAI.ChatCompletionCreateParamsNonStreaming)
  const took = (performance.now() - before) * 1_000
  if (interruptions() === interruptionsBefore) micros.push(took)
  // What a call settles, it settles in the background.
  await new Promise(setImmediate)
}

function interruptions(): number {
  return process.resourceUsage().involuntaryContextSwitches
}

function quantileOf(micros: readonly number[], share: number): number {
  return micros.toSorted((one, other) => one - other)[Math.floor(micros.length * share)] ?? Number.NaN
}
