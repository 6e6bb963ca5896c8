/** What it takes to find a question by its meaning, the embedding apart. Sends its figures to its parent. */
import { createMemoryQuestionStore, createSemanticCache, type CacheQuestion, type CachedAnswer } from '@costspan/guard'
import { providers } from '@costspan/instrumentation/providers'
import { performance } from 'node:perf_hooks'
import { report } from '../report-to-parent.ts'
import { seeded } from './seeded.ts'

/** Lookups in partitions of one size. */
export interface SemanticFigures {
  readonly partitions: number
  /** In each of them. */
  readonly questions: number
  readonly dimensions: number
  readonly medianMillis: number
  readonly p99Millis: number
}

const SIZES = [
  [1, 1_000, 512],
  [1, 5_000, 512],
  [1, 5_000, 1_536],
  [1, 20_000, 512],
  [1, 20_000, 1_536],
  [20, 5_000, 512],
] as const
const CHAT = providers
  .flatMap(({ name, operations }) => (name === 'openai' ? operations : []))
  .find(({ name }) => name === 'chat')
const WARM_UPS = 50
const LOOKUPS = 200

/** What two questions of one feature have in common; without it, most vectors would be told apart at a glance. */
const COMMON = 1

/** Half of the lookups find an answer, half find none. */
async function measure(partitions: number, questions: number, dimensions: number): Promise<SemanticFigures> {
  const random = seeded(questions + dimensions)
  const vectors = new Map<string, Float32Array>()
  const vectorOf = (text: string): Float32Array => {
    const vector = vectors.get(text) ?? anyVector(dimensions, random)
    vectors.set(text, vector)
    return vector
  }
  const cache = createSemanticCache({
    features: { '*': { scope: 'global', shadowShare: 0 } },
    embedder: { id: 'none', embed: async (texts) => texts.map(vectorOf) },
    store: createMemoryQuestionStore({ maxBytes: 2 ** 30 }),
  })
  for (let index = 0; index < partitions * questions; index++) {
    // Nothing is looked for, so that filling the cache takes no more than filling it.
    const question = asked(`How do I fix error ${index}?`, featureOf(index, partitions))
    const found = await cache.lookup({ ...question, control: { mode: 'refresh' } })
    if (found.result === 'miss') found.keep(ANSWER)
  }
  const millis: number[] = []
  for (let index = 0; index < WARM_UPS + LOOKUPS; index++) {
    const number = Math.floor(random() * partitions * questions)
    const known = `How do I fix error ${number}?`
    const text = index % 2 === 0 ? `How can I fix error ${number}?` : `How can I solve error ${number}?`
    // A paraphrase is a little away from what is known; another question is anywhere.
    vectors.set(
      text,
      index % 2 === 0 ? vectorOf(known).map((value) => value + (random() - 0.5) * 0.01) : anyVector(dimensions, random),
    )
    const question = asked(text, featureOf(number, partitions))
    const start = performance.now()
    await cache.lookup(question)
    if (index >= WARM_UPS) millis.push(performance.now() - start)
  }
  await cache.close()
  const sorted = millis.toSorted((a, b) => a - b)
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN
  return { partitions, questions, dimensions, medianMillis: at(0.5), p99Millis: at(0.99) }
}

/** A partition is all that belongs to one feature. */
function featureOf(index: number, partitions: number): string {
  return `faq ${index % partitions}`
}

function asked(content: string, feature: string): CacheQuestion {
  const messages = [
    { role: 'system', content: 'You answer questions about our product.' },
    { role: 'user', content },
  ]
  const model = 'gpt-4o-mini'
  const body = { model, temperature: 0, messages }
  return {
    call: { provider: 'openai', format: 'openai', operation: CHAT, model, body, bodyBytes: 200, streams: false },
    url: new URL('https://api.openai.com/v1/chat/completions'),
    headers: new Headers(),
    context: { feature },
    control: {},
    signal: undefined,
    atMillis: Date.now(),
  }
}

const ANSWER: CachedAnswer = {
  form: 'whole',
  variant: '',
  body: JSON.stringify({ choices: [{ message: { role: 'assistant', content: 'word '.repeat(200) } }] }),
  headers: { 'content-type': 'application/json' },
  response: { usage: { input: 100, output: 200 } },
  storedAtMillis: Date.now(),
}

function anyVector(dimensions: number, random: () => number): Float32Array {
  return Float32Array.from(
    { length: dimensions },
    (_, index) => (random() - 0.5) * 2 + (index % 2 === 0 ? COMMON : -COMMON) * 0.5,
  )
}

const figures: SemanticFigures[] = []
for (const [partitions, questions, dimensions] of SIZES) figures.push(await measure(partitions, questions, dimensions))
report(figures)
