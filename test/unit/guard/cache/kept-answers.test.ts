import { createCallGuard, guardedFetch } from '@costspan/guard'
import { describe, expect, it } from 'vitest'
import { recordingGuard } from '../http/recording-guard.ts'
import { type Asked, cached, completion, wordsOf } from './cached.ts'

/** Whether the second of two equal calls is answered by the cache. */
async function isKept(asked: Asked, answer?: () => Response, policy: object = {}): Promise<boolean> {
  const { ask, calls, next } = cached({ features: { '*': policy } })
  if (answer !== undefined) next(answer, answer)
  await (await ask(asked)).text()
  await (await ask(asked)).text()
  return calls() === 1
}

const TOOL = { type: 'function', function: { name: 'rate', parameters: {} } }
const CALLS_TOOL = {
  content: null,
  tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'rate', arguments: '{}' } }],
}

describe('an answer', () => {
  it.each([false, true])('is kept when it is complete (stream: %s)', async (stream) => {
    expect(await isKept({ body: { stream } })).toBe(true)
  })

  it.each([
    ['cut off by its length', () => completion({ content: 'one two' }, false, 'length')],
    ['filtered', () => completion({ content: '' }, false, 'content_filter')],
    ['a refusal', () => completion({ content: null, refusal: 'I cannot help with that.' })],
    ['empty', () => completion({ content: '' })],
    ['an error', () => Response.json({ error: { message: 'overloaded' } }, { status: 500 })],
    ['an error that comes with status 200', () => Response.json({ error: { message: 'overloaded' } })],
    ['no JSON', () => new Response('<html>', { headers: { 'content-type': 'application/json' } })],
    [
      'a stream that breaks off',
      () =>
        new Response('data: {"choices":[{"index":0,"delta":{"content":"one"}}]}\n\n', {
          headers: { 'content-type': 'text/event-stream' },
        }),
    ],
    [
      'a stream with an error',
      () =>
        new Response('data: {"error":{"message":"overloaded"}}\n\n', {
          headers: { 'content-type': 'text/event-stream' },
        }),
    ],
    [
      'a stream with pieces of a kind that we do not know',
      () =>
        new Response(
          'data: {"id":"a","choices":[{"index":0,"delta":{"content":"one"}}]}\n\ndata: {"id":"a","choices":[{"index":0,"delta":{"content":[1]},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n',
          { headers: { 'content-type': 'text/event-stream' } },
        ),
    ],
  ])('is not kept when it is %s', async (name, answer) => {
    expect(await isKept({ body: { stream: name.includes('stream') } }, answer)).toBe(false)
  })

  it('of which one choice is cut off is not kept', async () => {
    const choice = (index: number, reason: string): object => ({
      index,
      message: { content: 'x' },
      finish_reason: reason,
    })
    expect(await isKept({}, () => Response.json({ choices: [choice(0, 'stop'), choice(1, 'length')] }))).toBe(false)
  })

  it('that calls tools is kept only where that is asked for', async () => {
    const answer = (): Response => completion(CALLS_TOOL, false, 'tool_calls')
    expect([
      await isKept({ body: { tools: [TOOL] } }, answer),
      await isKept({ body: { tools: [TOOL] } }, answer, { toolCalls: true }),
    ]).toEqual([false, true])
  })

  it('of Google is kept where all tools are functions of the application, and not where a search is among them', async () => {
    const url = 'https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash:generateContent'
    const content = { role: 'model', parts: [{ text: 'Paris' }] }
    const answer = (): Response => Response.json({ candidates: [{ index: 0, content, finishReason: 'STOP' }] })
    const keeps = (tool: object): Promise<boolean> => {
      const contents = [{ role: 'user', parts: [{ text: 'Where is the tower?' }] }]
      const body = { contents, generationConfig: { temperature: 0 }, tools: [tool] }
      return isKept({ url, text: JSON.stringify(body) }, answer)
    }
    const functions = { functionDeclarations: [{ name: 'rate' }] }
    expect([await keeps(functions), await keeps({ ...functions, googleSearch: {} })]).toEqual([true, false])
  })

  it('in words is kept though tools were offered', async () => {
    expect(await isKept({ body: { tools: [TOOL] } })).toBe(true)
  })

  it('is kept only once it is read, and is then given at once', async () => {
    const { ask, calls } = cached()
    const first = await ask()
    const second = ask()
    expect(await wordsOf(first)).toBe('answer 1')
    expect([await wordsOf(await second), calls()]).toEqual(['answer 1', 1])
  })

  it('larger than what is to be kept is given, and not kept', async () => {
    const { words, calls } = cached({ maxEntryBytes: 200 })
    expect([await words(), await words(), calls()]).toEqual(['answer 1', 'answer 2', 2])
  })

  it('comes without the cookies and the usage of the call that it was given to', async () => {
    const { ask } = cached()
    await (await ask()).text()
    const again = await ask()
    const { usage } = (await again.json()) as { usage: unknown }
    expect({ headers: Object.fromEntries(again.headers), usage }).toEqual({
      headers: { 'content-type': 'application/json', 'x-request-id': 'req-1', 'x-costspan-cache': 'exact', age: '0' },
      usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
    })
  })
})

describe('a call', () => {
  it.each<[string, Asked]>([
    ['at a temperature above 0', { body: { temperature: 0.2 } }],
    ['that says nothing of its temperature', { body: { temperature: undefined } }],
    ['whose answer the provider is to store', { body: { store: true } }],
    ['whose answer is spoken', { body: { modalities: ['text', 'audio'] } }],
    ['that lets the provider search the web', { body: { web_search_options: {} } }],
    ['that lets the provider run tools', { body: { tools: [{ type: 'mcp', server_url: 'https://example.com' }] } }],
    ['of another kind', { url: 'https://api.openai.com/v1/completions', body: { prompt: 'Hello' } }],
    ['with cache-control: no-store', { headers: { 'cache-control': 'no-store' } }],
  ])('%s is not answered by the cache', async (_name, asked) => {
    expect(await isKept(asked)).toBe(false)
  })

  it.each<[string, Asked]>([
    ['that goes on from an answer which the provider keeps', { body: { previous_response_id: 'resp_1' } }],
    ['that adds to a conversation', { body: { conversation: 'conv_1' } }],
    ['that runs in the background', { body: { background: true } }],
    ['whose prompt the provider keeps', { body: { prompt: { id: 'pmpt_1' } } }],
  ])('of the Responses API %s is not answered by the cache', async (_name, { body }) => {
    const text = [{ type: 'message', content: [{ type: 'output_text', text: 'Hello' }] }]
    const asked = { url: 'https://api.openai.com/v1/responses', body: { input: 'Hello', ...body } }
    const answer = (): Response => Response.json({ status: 'completed', output: text })
    expect([await isKept(asked, answer), await isKept({ ...asked, body: { input: 'Hello' } }, answer)]).toEqual([
      false,
      true,
    ])
  })

  it('whose body nobody can read is not answered by the cache, because all of them look the same', async () => {
    const { cache, calls } = cached({ features: { '*': { scope: 'global', anyTemperature: true } } })
    const url = 'https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash:generateContent'
    const answer = { candidates: [{ content: { parts: [{ text: 'Hello' }] }, finishReason: 'STOP' }] }
    let sent = 0
    const provider = (): Promise<Response> => Promise.resolve(Response.json({ ...answer, number: (sent += 1) }))
    const fetch = guardedFetch(provider, createCallGuard(recordingGuard(), { caches: [cache] }))
    const form = new FormData()
    form.set('contents', new Blob(['one']))
    const bodies = ['one', 'two'].map((text) => new Blob([text]).stream())
    for (const body of [...bodies, form]) await (await fetch(url, { method: 'POST', body, duplex: 'half' })).text()
    expect([sent, calls()]).toEqual([3, 0])
  })

  it('at any temperature is answered where that is asked for', async () => {
    expect(await isKept({ body: { temperature: 1 } }, undefined, { anyTemperature: true })).toBe(true)
  })

  it('of a feature that has no cache is not answered by one', async () => {
    const { words } = cached({ features: { search: {} } })
    expect([await words(), await words()]).toEqual(['answer 1', 'answer 2'])
    expect([await words({ context: { feature: 'search' } }), await words({ context: { feature: 'search' } })]).toEqual([
      'answer 3',
      'answer 3',
    ])
  })

  it('C7: is answered by the cache when its budget is exhausted', async () => {
    const { ask, words, guard, calls } = cached()
    await words()
    guard.limitNanoUsd = 0n
    expect([await words(), (await ask({ vary: { other: 'question' } })).status, calls()]).toEqual(['answer 1', 429, 1])
  })

  it('that went to a cheaper model does not leave its answer to calls of the dearer one', async () => {
    const routes = [{ features: ['faq'], models: ['gpt-4o', 'gpt-4o-mini'] }]
    const { words, guard } = cached({}, { routes })
    guard.downgradeAtPercent = 0
    expect([await words(), await words()]).toEqual(['answer 1', 'answer 2'])
    guard.downgradeAtPercent = undefined
    expect([await words(), await words()]).toEqual(['answer 3', 'answer 3'])
  })
})
