import type { BatchInfo, BatchMethods, BatchResult } from '../../batch/batch-method.ts'
import { messages } from './messages.ts'

/** What is read of a message batch. It has no metadata. */
interface BatchAnswer {
  readonly id?: string
  readonly created_at?: string
}

/** One result. What failed, was cancelled or expired is not billed. */
interface ResultItem {
  readonly custom_id?: string
  readonly result?: {
    readonly type?: string
    readonly message?: { readonly id?: string }
    readonly error?: { readonly error?: { readonly type?: string } }
  }
}

const RESOURCES = ['Anthropic.Messages.Batches', 'Anthropic.Beta.Messages.Batches'] as const

/** https://platform.claude.com/docs/en/build-with-claude/batch-processing, seen 2026-11. */
export const batches: BatchMethods = {
  status: RESOURCES.flatMap((resource) => [
    { method: `${resource}.prototype.create`, submits: true, batch: readBatch },
    { method: `${resource}.prototype.retrieve`, submits: false, batch: readBatch },
  ]),
  results: RESOURCES.map((resource) => ({ method: `${resource}.prototype.results`, result: readResult })),
}

function readBatch(answer: unknown): BatchInfo | undefined {
  const { id, created_at } = answer as BatchAnswer
  if (typeof id !== 'string') return undefined
  const createdAtMillis = Date.parse(created_at ?? '')
  return { ids: [id], createdAtMillis: Number.isNaN(createdAtMillis) ? undefined : createdAtMillis }
}

function readResult(item: unknown): BatchResult | undefined {
  const { custom_id: customId, result } = item as ResultItem
  const [operation] = messages
  if (operation === undefined) return undefined
  if (result?.type === 'succeeded' && typeof result.message?.id === 'string') {
    return { id: result.message.id, customId, operation, answer: result.message }
  }
  if (result?.type !== 'errored') return undefined
  const errorType = result.error?.error?.type ?? '_OTHER'
  return { id: `${customId}: ${errorType}`, customId, operation, answer: undefined, errorType }
}
