import { type BatchOutcome, type BatchProvider, ONCE } from './batch-provider.ts'
import { CLOCK_SKEW_MILLIS, reachesBack } from './reaches-back.ts'

/** What is used of a client of `@anthropic-ai/sdk`. */
export interface AnthropicBatchClient {
  readonly messages: {
    readonly batches: {
      create(
        params: { readonly requests: never[] },
        options: { readonly maxRetries: number },
      ): PromiseLike<AnthropicBatch>
      retrieve(id: string): PromiseLike<AnthropicBatch>
      results(id: string): PromiseLike<AsyncIterable<ResultItem>>
      list(query: { readonly limit: number }): PromiseLike<{ readonly data: readonly AnthropicBatch[] }>
    }
  }
}

interface AnthropicBatch {
  readonly id: string
  readonly processing_status: string
  readonly created_at: string
}

interface ResultItem {
  readonly custom_id: string
  readonly result: { readonly type: string; readonly message?: unknown; readonly error?: unknown }
}

const PAGE = 100

/**
 * Batches of Anthropic, through the SDK, metered or not. Limits:
 * https://platform.claude.com/docs/en/build-with-claude/batch-processing, seen 2026-11.
 *
 * @example
 * ```ts
 * import Anthropic from '@anthropic-ai/sdk'
 * import { anthropicBatches, createBatchQueue } from '@costspan/guard'
 *
 * const queue = createBatchQueue(anthropicBatches(new Anthropic()), { journal: 'batches.sqlite' })
 * ```
 */
export function anthropicBatches(client: AnthropicBatchClient): BatchProvider {
  const { batches } = client.messages
  const readResults = async (batchId: string): Promise<readonly BatchOutcome[]> => {
    const outcomes: BatchOutcome[] = []
    for await (const item of await batches.results(batchId)) outcomes.push(outcomeOf(item))
    return outcomes
  }
  return {
    name: 'anthropic',
    url: 'https://api.anthropic.com/v1/messages',
    maxRequests: 100_000,
    maxBytes: 250_000_000,
    async submit(requests) {
      const own = requests.map(({ customId, body }) => ({ custom_id: customId, params: body }))
      // The SDK types parameters by its own interfaces, which this package does not depend on.
      return (await batches.create({ requests: own as never[] }, ONCE)).id
    },
    /** A batch has no metadata: it is told by the ids of its results, which are known when it is over. */
    async find({ atMillis, customIds }) {
      const { data } = await batches.list({ limit: PAGE })
      const since = data.filter(({ created_at: createdAt }) => Date.parse(createdAt) >= atMillis - CLOCK_SKEW_MILLIS)
      for (const { id } of since.filter(({ processing_status: status }) => status === 'ended')) {
        const found = await readResults(id)
        if (found.some(({ customId }) => customIds.includes(customId))) return { batchId: id }
      }
      const created = data.map(({ created_at: createdAt }) => Date.parse(createdAt))
      const areOver = since.every(({ processing_status: status }) => status === 'ended')
      return areOver && reachesBack(created, PAGE, atMillis) ? 'none' : 'unknown'
    },
    async results(batchId) {
      const { processing_status: status } = await batches.retrieve(batchId)
      return status === 'ended' ? readResults(batchId) : undefined
    },
  }
}

function outcomeOf({ custom_id: customId, result }: ResultItem): BatchOutcome {
  if (result.type === 'succeeded') return { customId, answer: result.message }
  return { customId, error: result.error === undefined ? result.type : JSON.stringify(result.error) }
}
