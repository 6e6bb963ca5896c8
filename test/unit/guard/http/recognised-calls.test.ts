import { withCostContext } from '@costspan/cost'
import { BudgetExceededError, createGuard, guardedFetch } from '@costspan/guard'
import { beforeEach, describe, expect, it } from 'vitest'
import { recordingGuard, type RecordingGuard } from './recording-guard.ts'

/** Nothing is left of the budget, so that no request of these tests leaves the machine. */
let guard: RecordingGuard
let fetch: typeof globalThis.fetch
beforeEach(() => {
  guard = recordingGuard(0n)
  fetch = guardedFetch(() => Promise.reject(new Error('sent')), guard)
})

const messages = [{ role: 'user', content: 'Hello' }]
const contents = [{ role: 'user', parts: [{ text: 'Hello' }] }]

function post(url: string, body: object): Promise<Response> {
  return fetch(url, { method: 'POST', body: JSON.stringify(body) })
}

describe('a paid call', () => {
  it.each<[url: string, body: object, call: object]>([
    [
      'https://api.openai.com/v1/chat/completions',
      { model: 'gpt-4o', messages },
      { provider: 'openai', model: 'gpt-4o', operation: 'chat' },
    ],
    [
      'https://gateway.example/v1/chat/completions/',
      { model: 'gpt-4o', messages },
      { provider: 'openai', model: 'gpt-4o', operation: 'chat' },
    ],
    [
      'https://api.openai.com/v1/responses',
      { model: 'gpt-5', input: 'Hi' },
      { provider: 'openai', model: 'gpt-5', operation: 'chat' },
    ],
    [
      'https://generativelanguage.googleapis.com/v1beta/models/100%:generateContent',
      { contents },
      { model: '100%', operation: 'generate_content' },
    ],
    [
      'https://api.openai.com/v1/completions',
      { model: 'gpt-3.5-turbo-instruct', prompt: 'Hi' },
      { operation: 'text_completion' },
    ],
    [
      'https://api.openai.com/v1/embeddings',
      { model: 'text-embedding-3-small', input: 'Hi' },
      { operation: 'embeddings' },
    ],
    [
      'https://api.openai.com/v1/images/generations',
      { model: 'gpt-image-1', prompt: 'A cat' },
      { operation: 'image_generation' },
    ],
    ['https://api.openai.com/v1/audio/speech', { model: 'tts-1', input: 'Hi' }, { operation: 'speech' }],
    [
      'https://mine.openai.azure.com/openai/deployments/gpt-4o/chat/completions?api-version=2025-01-01',
      { messages },
      { provider: 'azure.ai.openai', model: 'gpt-4o', operation: 'chat' },
    ],
    [
      'https://api.anthropic.com/v1/messages',
      { model: 'claude-haiku-4-5', max_tokens: 9, messages },
      { provider: 'anthropic', model: 'claude-haiku-4-5' },
    ],
    [
      'https://api.anthropic.com/v1/messages?beta=true',
      { model: 'claude-haiku-4-5', max_tokens: 9, messages },
      { provider: 'anthropic' },
    ],
    [
      'https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash:generateContent',
      { contents },
      { provider: 'gcp.gemini', model: 'gemini-2.5-flash', operation: 'generate_content' },
    ],
    [
      'https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse',
      { contents },
      { provider: 'gcp.gemini', model: 'gemini-2.5-flash' },
    ],
    [
      'https://europe-west1-aiplatform.googleapis.com/v1/projects/p/locations/europe-west1/publishers/google/models/gemini-2.5-pro:generateContent',
      { contents },
      { model: 'gemini-2.5-pro', operation: 'generate_content' },
    ],
    [
      'https://api.mistral.ai/v1/chat/completions',
      { model: 'mistral-large-latest', messages },
      { provider: 'mistral_ai' },
    ],
    ['https://openrouter.ai/api/v1/chat/completions', { model: 'openai/gpt-4o', messages }, { provider: 'openrouter' }],
    [
      'https://api.groq.com/openai/v1/chat/completions',
      { model: 'llama-3.3-70b-versatile', messages },
      { provider: 'groq' },
    ],
    ['https://api.deepseek.com/chat/completions', { model: 'deepseek-chat', messages }, { provider: 'deepseek' }],
    [
      'http://gpu.internal:8000/v1/chat/completions',
      { model: 'my-llama', messages },
      { provider: 'openai', model: 'my-llama' },
    ],
    [
      'https://api.cohere.com/v2/chat',
      { model: 'command-r-08-2024', messages, max_tokens: 20 },
      { provider: 'cohere', operation: 'chat', estimate: { outputTokens: 20 } },
    ],
    // Paid paths that we cannot read are no way round a budget.
    [
      'https://api.openai.com/v1/videos',
      { model: 'sora-2', prompt: 'A cat' },
      { provider: 'unknown', model: 'sora-2' },
    ],
    ['https://api.openai.com/v1/responses', { prompt: { id: 'pmpt_1' } }, { model: '' }],
  ])('to %s is recognised', async (url, body, call) => {
    const response = await post(url, body)
    expect(response.status).toBe(url.includes('cohere') ? 402 : 429)
    expect(guard.asked).toMatchObject([call])
  })

  it.each([
    ['in a Request', () => fetch(new Request('https://api.openai.com/v1/embeddings', { method: 'POST', body: BODY }))],
    ['as bytes', () => fetch('https://api.openai.com/v1/embeddings', { method: 'POST', body: Buffer.from(BODY) })],
    [
      'as a buffer',
      () =>
        fetch('https://api.openai.com/v1/embeddings', { method: 'POST', body: new TextEncoder().encode(BODY).buffer }),
    ],
    [
      'as another view of bytes',
      () => {
        const view = new DataView(new TextEncoder().encode(BODY).buffer)
        return fetch('https://api.openai.com/v1/embeddings', { method: 'POST', body: view })
      },
    ],
    ['as a blob', () => fetch('https://api.openai.com/v1/embeddings', { method: 'POST', body: new Blob([BODY]) })],
    ['to a URL', () => fetch(new URL('https://api.openai.com/v1/embeddings'), { method: 'post', body: BODY })],
  ])('is recognised %s', async (_how, call) => {
    await call()
    expect(guard.asked).toMatchObject([{ model: 'text-embedding-3-small', operation: 'embeddings' }])
  })

  it('is left to whoever answers it where its form is none', async () => {
    const body = { method: 'POST', body: 'no form', headers: { 'content-type': 'multipart/form-data' } }
    expect((await fetch(new Request('https://api.openai.com/v1/audio/transcriptions', body))).status).toBe(429)
    await expect(fetch(new Request('https://gateway.example/v1/audio/transcriptions', body))).rejects.toThrow('sent')
  })

  it('is recognised in a form, whose files are counted and not read', async () => {
    const body = new FormData()
    body.set('model', 'whisper-1')
    body.set('file', new File([new Uint8Array(60_000)], 'speech.mp3'))
    await fetch('https://api.openai.com/v1/audio/transcriptions', { method: 'POST', body })
    // A minute at the lowest rate there is; whisper costs 0.006 USD a minute.
    expect(guard.asked).toMatchObject([{ operation: 'transcription', estimate: { nanoUsd: 6_100_000n } }])
  })
})

const BODY = JSON.stringify({ model: 'text-embedding-3-small', input: 'Hi' })

describe('an answer of Cohere, whose SDK gives other names to what it reads', () => {
  const usage = { billed_units: { input_tokens: 1_000, output_tokens: 100 }, tokens: { input_tokens: 1_070 } }
  const call = { model: 'command-r-08-2024', messages, max_tokens: 200 }

  /** Asks a Cohere that gives this answer. */
  async function settledWith(body: object, answer: Response): Promise<unknown> {
    guard.limitNanoUsd = 10n ** 12n
    const guarded = guardedFetch(() => Promise.resolve(answer), guard)
    const url = 'https://api.cohere.com/v2/chat'
    await (await guarded(url, { method: 'POST', body: JSON.stringify(body) })).text()
    await guard.idle()
    return guard.settled
  }

  // 0.15 and 0.60 USD per million.
  const booked = [{ outcome: 'reported', nanoUsd: 210_000n, inputTokens: 1_000, outputTokens: 100 }]

  it('is booked by its billed units', async () => {
    expect(await settledWith(call, Response.json({ id: 'c', finish_reason: 'COMPLETE', usage }))).toMatchObject(booked)
  })

  it('is booked by its billed units as a stream', async () => {
    const events = [
      { type: 'message-start', id: 'c' },
      { type: 'message-end', delta: { finish_reason: 'COMPLETE', usage } },
    ]
    const text = events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join('')
    const answer = new Response(text, { headers: { 'content-type': 'text/event-stream' } })
    expect(await settledWith({ ...call, stream: true }, answer)).toMatchObject(booked)
  })
})

describe('what is no paid call', () => {
  it.each<[method: string, url: string, body?: object]>([
    ['GET', 'https://api.openai.com/v1/models'],
    ['GET', 'https://api.openai.com/v1/responses/resp_1'],
    ['POST', 'https://api.openai.com/v1/files', {}],
    ['POST', 'https://api.openai.com/v1/responses/resp_1/cancel', {}],
    ['POST', 'https://api.anthropic.com/v1/messages/count_tokens', { model: 'claude-haiku-4-5', messages }],
    ['POST', 'https://shop.example/api/responses', { model: 'T-shirt' }],
    ['POST', 'https://shop.example/orders', { model: 'T-shirt', messages }],
  ])('%s %s goes through', async (method, url, body) => {
    const sent = fetch(url, { method, ...(body && { body: JSON.stringify(body) }) })
    await expect(sent).rejects.toThrow('sent')
    expect(guard.asked).toEqual([])
  })
})

describe('a refusal', () => {
  it.each<[format: string, url: string, body: object, error: object]>([
    [
      'OpenAI',
      'https://api.openai.com/v1/chat/completions',
      { model: 'gpt-4o', messages },
      { error: { type: 'insufficient_quota', code: 'insufficient_quota', param: null } },
    ],
    [
      'Anthropic',
      'https://api.anthropic.com/v1/messages',
      { model: 'claude-haiku-4-5', max_tokens: 9, messages },
      { type: 'error', error: { type: 'rate_limit_error' } },
    ],
    [
      'Google',
      'https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash:generateContent',
      { contents },
      { error: { code: 429, status: 'RESOURCE_EXHAUSTED', details: [{ retryDelay: '3600s' }, {}] } },
    ],
  ])('is said as %s says it, with the details in header and body', async (_format, url, call, error) => {
    const response = await post(url, call)
    expect(response.headers.get('retry-after')).toBe('3600')
    expect(response.headers.get('x-should-retry')).toBe('false')
    const body: unknown = await response.json()
    expect(body).toMatchObject(error)
    expect(BudgetExceededError.from(response)?.budget).toBe('test')
    expect(BudgetExceededError.from(body)?.limit).toBe(0n)
    // Google's SDK has the body as text, in the message of its error.
    expect(BudgetExceededError.from(new Error(JSON.stringify(body)))?.retryAfterSeconds).toBe(3600)
  })

  it.each(['42n', '\u7528\u6237', 'a\r\nb: c'])('names a user who is called %j', async (user) => {
    const own = createGuard({ budgets: [{ name: 'users', scope: 'user', limit: '$0', per: 'day' }] })
    const call = { method: 'POST', body: BODY }
    const response = await withCostContext({ user }, () =>
      guardedFetch(fetch, own)('https://api.openai.com/v1/embeddings', call),
    )
    const { limit, scope } = BudgetExceededError.from(response)?.refusal ?? {}
    expect({ limit, scope }).toEqual({ limit: 0n, scope: { user } })
  })

  it.each([undefined, null, 'no', 42, new Error('other'), { headers: { 'x-costspan-refusal': 'broken' } }])(
    'is not read out of %j',
    (error) => expect(BudgetExceededError.from(error)).toBeUndefined(),
  )
})
