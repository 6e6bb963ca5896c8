import type { Operation } from '../../provider.ts'
import { operation } from '../../provider.ts'

/** The answer is the numbers alone, so that what was used stays unknown: Hugging Face bills the seconds of computing. */
export const featureExtraction: Operation = operation<unknown, unknown>({
  name: 'embeddings',
  method: 'featureExtraction',
  request: [],
  maxOutputTokens: () => 0,
  response: () => ({}),
})
