import { fetchOfEvents, fetchOfJson } from '../canned-fetch.ts'
import { ANSWER, PROMPT } from '../prompt.ts'

/** The message request that is measured. */
export const MESSAGE_REQUEST = {
  model: 'claude-haiku-4-5',
  system: PROMPT.system,
  messages: [{ role: 'user', content: PROMPT.user }],
  temperature: 0.2,
  max_tokens: 400,
}

/** The same request as a stream, which always brings its usage. */
export const STREAM_REQUEST = { ...MESSAGE_REQUEST, stream: true }

/** Price of `claude-haiku-4-5` in USD per million tokens (https://platform.claude.com/docs/en/about-claude/pricing, seen 2026-11). */
export const HAIKU_4_5_PRICE = { input: 1, cacheRead: 0.1, cacheWrite: 1.25, output: 5 }

/** Input is told without what was read of the cache: 1,042 tokens in all, as in the calls of OpenAI. */
const USAGE = {
  input_tokens: 530,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: 512,
  cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 },
  output_tokens: 317,
  service_tier: 'standard',
  inference_geo: 'not_available',
}

/** What that usage costs by that price. */
export const MESSAGE_COST_USD = 0.0021662

const MESSAGE = {
  id: 'msg_01AbCdEfGhIjKlMnOpQrStUv',
  type: 'message',
  role: 'assistant',
  model: 'claude-haiku-4-5-20251001',
  stop_sequence: null,
}

const HEADERS = { 'request-id': 'req_bench' }

/** A `fetch` that answers with one message. */
export function fetchOfMessage(): typeof fetch {
  const content = [{ type: 'text', text: ANSWER }]
  return fetchOfJson({ ...MESSAGE, content, stop_reason: 'end_turn', usage: USAGE }, HEADERS)
}

/** A `fetch` that answers with a stream of `chunks` events: five around the text, the rest of it text. */
export function fetchOfStream(chunks: number): typeof fetch {
  const texts = Array.from({ length: chunks - 5 }, (_, index) => ({
    type: 'content_block_delta',
    index: 0,
    delta: { type: 'text_delta', text: ` word${index}` },
  }))
  const events = [
    // Output starts with a placeholder.
    {
      type: 'message_start',
      message: { ...MESSAGE, content: [], stop_reason: null, usage: { ...USAGE, output_tokens: 1 } },
    },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    ...texts,
    { type: 'content_block_stop', index: 0 },
    {
      type: 'message_delta',
      delta: { stop_reason: 'end_turn', stop_sequence: null },
      usage: {
        input_tokens: USAGE.input_tokens,
        cache_creation_input_tokens: USAGE.cache_creation_input_tokens,
        cache_read_input_tokens: USAGE.cache_read_input_tokens,
        output_tokens: USAGE.output_tokens,
      },
    },
    { type: 'message_stop' },
  ]
  return fetchOfEvents(
    events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`),
    HEADERS,
  )
}
