/**
 * Canned answers: what the provider would send, as bytes that were encoded beforehand and never cross a socket, so that what
 * is measured is the SDK and the instrumentation alone. Undici's diagnostics channels do not fire on this path.
 */

/** The request that every measured call makes. */
export const CHAT_REQUEST = {
  model: 'gpt-4o',
  messages: [
    { role: 'system', content: 'You answer in one paragraph.' },
    { role: 'user', content: 'Why is the sky blue at noon and red in the evening?' },
  ],
  temperature: 0.2,
  max_tokens: 400,
}

/** The same request as a stream; usage is asked for, or some tools would count tokens and others record none. */
export const STREAM_REQUEST = { ...CHAT_REQUEST, stream: true, stream_options: { include_usage: true } }

/** Price of `gpt-4o` in USD per million tokens (https://openai.com/api/pricing, seen 2026-11), for tools that want a list. */
export const PRICE = { input: 2.5, cacheRead: 1.25, output: 10 }

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

/** What one call costs by that price, so that a tool which computes cost can be held to it. */
export const CALL_COST_USD = 0.005135

const SHARED = {
  id: 'chatcmpl-AbCdEfGhIjKlMnOpQrStUvWxYz012',
  created: 1_763_800_000,
  model: 'gpt-4o-2024-08-06',
  service_tier: 'default',
  system_fingerprint: 'fp_a7d06e42a7',
}

const ANSWER =
  'Air scatters short waves of light more than long ones, and the light of noon has the shorter way through it. '

/** A `fetch` for an SDK client, which answers each request alike: with one JSON body. */
export function fetchOfChat(): typeof fetch {
  const body = encode({
    ...SHARED,
    object: 'chat.completion',
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: ANSWER.repeat(8), refusal: null },
        logprobs: null,
        finish_reason: 'stop',
      },
    ],
    usage: USAGE,
  })
  const headers = { 'content-type': 'application/json', 'x-request-id': 'req_bench' }
  return () => Promise.resolve(new Response(body, { headers }))
}

/** A `fetch` that answers with an event stream of `chunks` events, the last of which carries the usage. */
export function fetchOfStream(chunks: number): typeof fetch {
  const events = streamEvents(chunks).map((event) => encodeText(`data: ${event}\n\n`))
  const headers = { 'content-type': 'text/event-stream', 'x-request-id': 'req_bench' }
  return () => Promise.resolve(new Response(eventStream(events), { headers }))
}

function streamEvents(chunks: number): string[] {
  const chunk = (choices: unknown[], usage: unknown): string =>
    JSON.stringify({ ...SHARED, object: 'chat.completion.chunk', choices, usage })
  const delta = (content: string): string =>
    chunk([{ index: 0, delta: { content }, logprobs: null, finish_reason: null }], null)
  const texts = Array.from({ length: chunks - 2 }, (_, index) => delta(` word${index}`))
  return [
    ...texts,
    chunk([{ index: 0, delta: {}, logprobs: null, finish_reason: 'stop' }], null),
    chunk([], USAGE),
    '[DONE]',
  ]
}

function eventStream(events: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  let next = 0
  return new ReadableStream({
    pull(controller) {
      const event = events[next++]
      if (event === undefined) controller.close()
      else controller.enqueue(event)
    },
  })
}

function encode(value: unknown): Uint8Array<ArrayBuffer> {
  return encodeText(JSON.stringify(value))
}

function encodeText(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text)
}
