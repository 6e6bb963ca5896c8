import { fetchOfEvents, fetchOfJson } from '../canned-fetch.ts'
import { ANSWER, PROMPT } from '../prompt.ts'

/** The chat request that is measured. */
export const CHAT_REQUEST = {
  model: 'gpt-4o',
  messages: [
    { role: 'system', content: PROMPT.system },
    { role: 'user', content: PROMPT.user },
  ],
  temperature: 0.2,
  max_tokens: 400,
}

/** The same request as a stream; usage is asked for, or some tools would count tokens and others record none. */
export const STREAM_REQUEST = { ...CHAT_REQUEST, stream: true, stream_options: { include_usage: true } }

/** Price of `gpt-4o` in USD per million tokens (https://openai.com/api/pricing, seen 2026-11), for tools that want a list. */
export const GPT_4O_PRICE = { input: 2.5, cacheRead: 1.25, output: 10 }

const USAGE = {
  prompt_tokens: 1042,
  completion_tokens: 317,
  total_tokens: 1359,
  prompt_tokens_details: { cached_tokens: 512, audio_tokens: 0 },
  completion_tokens_details: {
    reasoning_tokens: 0,
    audio_tokens: 0,
    accepted_prediction_tokens: 0,
    rejected_prediction_tokens: 0,
  },
}

/** What that usage costs by that price. */
export const CHAT_COST_USD = 0.005135

const SHARED = {
  id: 'chatcmpl-AbCdEfGhIjKlMnOpQrStUvWxYz012',
  created: 1_763_800_000,
  model: 'gpt-4o-2024-08-06',
  service_tier: 'default',
  system_fingerprint: 'fp_a7d06e42a7',
}

const HEADERS = { 'x-request-id': 'req_bench' }

/** A `fetch` that answers with one chat completion. */
export function fetchOfChat(): typeof fetch {
  const message = { role: 'assistant', content: ANSWER, refusal: null }
  const completion = {
    ...SHARED,
    object: 'chat.completion',
    choices: [{ index: 0, message, logprobs: null, finish_reason: 'stop' }],
    usage: USAGE,
  }
  return fetchOfJson(completion, HEADERS)
}

/** A `fetch` that answers with an event stream of `chunks` chunks, the last of which carries the usage. */
export function fetchOfStream(chunks: number): typeof fetch {
  const chunk = (choices: unknown[], usage: unknown): string =>
    JSON.stringify({ ...SHARED, object: 'chat.completion.chunk', choices, usage })
  const delta = (content: string): string =>
    chunk([{ index: 0, delta: { content }, logprobs: null, finish_reason: null }], null)
  const texts = Array.from({ length: chunks - 2 }, (_, index) => delta(` word${index}`))
  const end = chunk([{ index: 0, delta: {}, logprobs: null, finish_reason: 'stop' }], null)
  const events = [...texts, end, chunk([], USAGE), '[DONE]']
  return fetchOfEvents(
    events.map((event) => `data: ${event}\n\n`),
    HEADERS,
  )
}
