/** The worker thread of `createTokenCounter`: takes texts, answers with counts. */
import { parentPort } from 'node:worker_threads'
import { countTokens } from './count-tokens.ts'
import { encodingOfModel } from './encoding-of-model.ts'
import { loadTokenizer } from './load-tokenizer.ts'
import type { CountReply, CountRequest } from './token-counter.ts'

parentPort?.on('message', (request: CountRequest) => {
  void answer(request).then((reply) => parentPort?.postMessage(reply))
})

async function answer({ id, model, inputs, output }: CountRequest): Promise<CountReply> {
  try {
    const tokenizer = await loadTokenizer(encodingOfModel(model))
    return { id, inputs: inputs.map((text) => countTokens(text, tokenizer)), output: countTokens(output, tokenizer) }
  } catch (problem) {
    return { id, problem: String(problem) }
  }
}
