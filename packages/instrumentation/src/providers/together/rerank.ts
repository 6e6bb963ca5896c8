import type { Operation } from '../../provider.ts'
import { operation } from '../../provider.ts'
import { type CompletionUsage, completionUsage } from '../openai/usage.ts'

interface RerankAnswer {
  readonly id?: string
  readonly model?: string
  readonly usage?: CompletionUsage | null
}

/** Together bills rerank by the token: https://docs.together.ai/reference/rerank-1, seen 2026-11. */
export const rerank: Operation = operation<unknown, RerankAnswer>({
  name: 'rerank',
  method: 'Together.Rerank.prototype.create',
  paths: ['/rerank'],
  request: [],
  maxOutputTokens: () => 0,
  response: ({ id, model, usage }) => ({ id, model, usage: completionUsage(usage) }),
})
