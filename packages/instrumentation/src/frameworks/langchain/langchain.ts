import type { Provider } from '../../provider.ts'
import { markFallbacks } from './mark-fallbacks.ts'
import { markRetries } from './mark-retries.ts'
import { noteDocuments } from './note-documents.ts'

/**
 * LangChain.js. It makes no calls of its own: its models call through the vendors' SDKs, where they are metered. What it knows
 * of them is which attempt at a piece of work they are, and what a retriever has found for their prompts.
 */
export const langchain: Provider = {
  name: 'langchain',
  module: '@langchain/core',
  versions: { from: '1.0.0', before: '2.0.0' },
  operations: [],
  patches: [...markRetries, ...markFallbacks, ...noteDocuments],
  innerFiles: ['runnables/base', 'retrievers/index', 'utils/async_caller'].flatMap((file) => [
    `dist/${file}.js`,
    `dist/${file}.cjs`,
  ]),
}
