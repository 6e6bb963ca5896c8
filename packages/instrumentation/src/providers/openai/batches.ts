import type { BatchInfo, BatchMethods, BatchResult } from '../../batch/batch-method.ts'
import type { Operation } from '../../provider.ts'
import { chat } from './chat.ts'
import { completions } from './completions.ts'
import { embeddings } from './embeddings.ts'
import { moderations } from './moderations.ts'
import { responses } from './responses.ts'

/** What is read of a batch. */
interface BatchAnswer {
  readonly id?: string
  readonly created_at?: number
  readonly output_file_id?: string | null
  readonly error_file_id?: string | null
  readonly metadata?: Readonly<Record<string, unknown>> | null
}

/** One line of an output file. */
interface OutputLine {
  readonly id?: unknown
  readonly custom_id?: unknown
  readonly response?: { readonly status_code?: unknown; readonly body?: { readonly object?: unknown } | null } | null
  readonly error?: { readonly code?: unknown } | null
}

/** The results are read as the content of a file, as any other file is: its lines tell. */
export const batches: BatchMethods = {
  status: [
    { method: 'OpenAI.Batches.prototype.create', submits: true, batch: readBatch },
    { method: 'OpenAI.Batches.prototype.retrieve', submits: false, batch: readBatch },
    { method: 'OpenAI.Batches.prototype.cancel', submits: false, batch: readBatch },
  ],
  results: [{ method: 'OpenAI.Files.prototype.content', result: readLine }],
}

function readBatch(answer: unknown): BatchInfo | undefined {
  const { id, created_at, output_file_id, error_file_id, metadata } = answer as BatchAnswer
  if (typeof id !== 'string') return undefined
  return {
    ids: [id, output_file_id, error_file_id].filter((each) => typeof each === 'string'),
    createdAtMillis: typeof created_at === 'number' ? created_at * 1_000 : undefined,
    metadata: metadata ?? undefined,
  }
}

/** What kind of call the answer in a line is, by its `object`. https://platform.openai.com/docs/guides/batch, seen 2026-11. */
const OPERATIONS: Readonly<Record<string, Operation | undefined>> = {
  'chat.completion': chat,
  text_completion: completions,
  response: responses[0],
  list: embeddings,
}

function readLine(item: unknown): BatchResult | undefined {
  const { id, custom_id, response, error } = item as OutputLine
  if (typeof id !== 'string' || custom_id === undefined || (response == null && error == null)) return undefined
  const customId = typeof custom_id === 'string' ? custom_id : undefined
  const status = response?.status_code
  const { object } = response?.body ?? {}
  // An answer of moderation does not say what it is.
  const operation = (typeof object === 'string' ? OPERATIONS[object] : undefined) ?? moderations
  if (status === 200 && response?.body) return { id, customId, operation, answer: response.body }
  // What was cancelled or ran out of time was never worked on, so it is no call.
  if (typeof status !== 'number') return undefined
  return { id, customId, operation: chat, answer: undefined, errorType: String(status) }
}
