import { type BatchOutcome, type BatchProvider, ONCE } from './batch-provider.ts'
import { reachesBack } from './reaches-back.ts'

/** What is used of a client of `openai`. */
export interface OpenAiBatchClient {
  readonly files: {
    create(params: { readonly file: File; readonly purpose: 'batch' }): PromiseLike<{ readonly id: string }>
    content(id: string): PromiseLike<{ text(): Promise<string> }>
  }
  readonly batches: {
    create(
      params: {
        readonly input_file_id: string
        readonly endpoint: OpenAiBatchEndpoint
        readonly completion_window: '24h'
        readonly metadata: Record<string, string>
      },
      options: { readonly maxRetries: number },
    ): PromiseLike<OpenAiBatch>
    retrieve(id: string): PromiseLike<OpenAiBatch>
    list(query: { readonly limit: number }): PromiseLike<{ readonly data: readonly OpenAiBatch[] }>
  }
}

/** The calls that OpenAI takes in batches. */
export type OpenAiBatchEndpoint = '/v1/chat/completions' | '/v1/responses' | '/v1/embeddings'

interface OpenAiBatch {
  readonly id: string
  readonly status: string
  readonly created_at: number
  readonly output_file_id?: string | null
  readonly error_file_id?: string | null
  /** Why the provider took none of its requests. */
  readonly errors?: { readonly data?: readonly { readonly message?: string }[] } | null
  readonly metadata?: Readonly<Record<string, string>> | null
}

interface ResultLine {
  readonly custom_id: string
  readonly response?: { readonly status_code?: number; readonly body?: unknown } | null
  readonly error?: { readonly code?: string; readonly message?: string } | null
}

/** The key of a batch's metadata that has the submission. */
const SUBMISSION = 'costspan.submission'
const OVER: ReadonlySet<string> = new Set(['completed', 'failed', 'expired', 'cancelled'])
/** Batches in the newest page, where a submission is looked for that was lost. */
const PAGE = 100

/**
 * Batches of OpenAI, through the SDK, metered or not. Limits: https://platform.openai.com/docs/guides/batch, seen 2026-11.
 *
 * @param endpoint which call the requests are. Default: chat completions
 *
 * @example
 * ```ts
 * import OpenAI from 'openai'
 * import { createBatchQueue, openaiBatches } from '@costspan/guard'
 *
 * const queue = createBatchQueue(openaiBatches(new OpenAI()), { journal: 'batches.sqlite' })
 * ```
 */
export function openaiBatches(
  client: OpenAiBatchClient,
  endpoint: OpenAiBatchEndpoint = '/v1/chat/completions',
): BatchProvider {
  return {
    name: 'openai',
    url: `https://api.openai.com${endpoint}`,
    maxRequests: 50_000,
    maxBytes: 190_000_000,
    async submit(requests, submissionId) {
      const lines = requests.map(({ customId, body }) =>
        JSON.stringify({ custom_id: customId, method: 'POST', url: endpoint, body }),
      )
      const file = new File([`${lines.join('\n')}\n`], 'batch.jsonl', { type: 'application/jsonl' })
      const { id } = await client.files.create({ file, purpose: 'batch' })
      const metadata = { [SUBMISSION]: submissionId }
      const params = { input_file_id: id, endpoint, completion_window: '24h', metadata } as const
      return (await client.batches.create(params, ONCE)).id
    },
    async find({ submissionId, atMillis }) {
      const { data } = await client.batches.list({ limit: PAGE })
      const found = data.find(({ metadata }) => metadata?.[SUBMISSION] === submissionId)
      if (found !== undefined) return { batchId: found.id }
      const created = data.map(({ created_at: seconds }) => seconds * 1_000)
      return reachesBack(created, PAGE, atMillis) ? 'none' : 'unknown'
    },
    async results(batchId, customIds) {
      const batch = await client.batches.retrieve(batchId)
      if (!OVER.has(batch.status)) return undefined
      const files = [batch.output_file_id, batch.error_file_id].filter((id) => typeof id === 'string')
      const texts = await Promise.all(files.map(async (id) => (await client.files.content(id)).text()))
      const found = texts.flatMap((text) => text.split('\n').filter((line) => line.trim() !== '')).map(outcomeOf)
      const answered = new Set(found.map(({ customId }) => customId))
      const error = whyUnanswered(batch)
      return [...found, ...customIds.flatMap((customId) => (answered.has(customId) ? [] : [{ customId, error }]))]
    },
  }
}

function whyUnanswered({ status, errors }: OpenAiBatch): string {
  const messages = (errors?.data ?? []).flatMap(({ message }) => message ?? [])
  return [`the batch is ${status} without a result for it`, ...new Set(messages)].join(': ')
}

function outcomeOf(line: string): BatchOutcome {
  const { custom_id: customId, response, error } = JSON.parse(line) as ResultLine
  if (response?.status_code === 200) return { customId, answer: response.body }
  const { code, message } = error ?? {}
  const body = response?.body === undefined ? '' : ` ${JSON.stringify(response.body)}`
  return { customId, error: message ?? code ?? `status ${response?.status_code ?? 'unknown'}${body}` }
}
