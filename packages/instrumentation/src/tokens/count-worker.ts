/** The worker thread of `createTokenCounter`: takes texts, answers with counts. */
import { parentPort } from 'node:worker_threads'
import { countTokens } from './count-tokens.ts'
import { encodingOfModel } from './encoding-of-model.ts'
import { loadTokenizer } from './load-tokenizer.ts'
import type { CountReply, CountRequest } from './token-counter.ts'

/**
 * How long one question may take, so that the others do not wait for it. Ordinary text of a million tokens takes js-tiktoken less;
 * a hundred thousand Chinese characters without a stop take it longer.
 */
const MOST_MILLIS = 5_000

parentPort?.on('message', (request: CountRequest) => {
  void answer(request).then((reply) => parentPort?.postMessage(reply))
})

async function answer({ id, model, inputs, output }: CountRequest): Promise<CountReply> {
  try {
    const tokenizer = await loadTokenizer(encodingOfModel(model))
    const end = performance.now() + MOST_MILLIS
    let isGuess = false
    const isOver = (): boolean => (isGuess ||= performance.now() > end)
    const count = (text: string): number => countTokens(text, tokenizer, isOver)
    return { id, output: count(output), inputs: inputs.map(count), isGuess }
  } catch (problem) {
    return { id, problem: String(problem) }
  }
}
