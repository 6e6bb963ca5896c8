import { readFileSync } from 'node:fs'

const FIXTURES = new URL('../../fixtures/batches/', import.meta.url)

/** Seconds since 1970 at which the batches were submitted. */
export const SUBMITTED_AT = Date.parse('2026-11-20T08:00:00Z') / 1_000

/** What the application sent to the provider. */
export interface BatchProvider {
  readonly fetch: typeof globalThis.fetch
  /** The metadata of the batch that was submitted. */
  readonly metadata: () => unknown
}

/** The batch endpoints of OpenAI and Anthropic, answering as they document. */
export function batchProvider(): BatchProvider {
  let metadata: unknown = null
  return {
    metadata: () => metadata,
    fetch(input, init) {
      const { pathname } = new URL(input instanceof Request ? input.url : String(input))
      if (pathname === '/v1/batches' && typeof init?.body === 'string') {
        metadata = (JSON.parse(init.body) as { metadata?: unknown }).metadata ?? null
      }
      const body = bodyAt(pathname, metadata)
      const type = typeof body === 'string' ? 'application/binary' : 'application/json'
      return Promise.resolve(
        new Response(typeof body === 'string' ? body : JSON.stringify(body), { headers: { 'content-type': type } }),
      )
    },
  }
}

function bodyAt(pathname: string, metadata: unknown): unknown {
  switch (pathname) {
    case '/v1/batches':
    case '/v1/batches/batch_1':
      return {
        id: 'batch_1',
        object: 'batch',
        endpoint: '/v1/chat/completions',
        status: 'completed',
        output_file_id: 'file-output',
        error_file_id: null,
        created_at: SUBMITTED_AT,
        metadata,
      }
    case '/v1/files/file-output/content':
      return readFileSync(new URL('openai-output.jsonl', FIXTURES), 'utf8')
    case '/v1/files/file-other/content':
      return '{"messages":[]}\nno JSON: "custom_id"\n'
    case '/v1/messages/batches':
    case '/v1/messages/batches/msgbatch_1':
      return {
        id: 'msgbatch_1',
        type: 'message_batch',
        processing_status: 'ended',
        created_at: new Date(SUBMITTED_AT * 1_000).toISOString(),
        results_url: 'https://api.anthropic.com/v1/messages/batches/msgbatch_1/results',
      }
    case '/v1/messages/batches/msgbatch_1/results':
      return readFileSync(new URL('anthropic-results.jsonl', FIXTURES), 'utf8')
    default:
      throw new Error(`nothing is served at ${pathname}`)
  }
}
