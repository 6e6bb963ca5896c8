import { afterEach, describe, expect, it, vi } from 'vitest'
import { type ContentOptions, LlmInstrumentation, providers } from '@costspan/instrumentation'
import { collect, fake, useMetered } from './metered.ts'

const TOOL = {
  type: 'function' as const,
  function: { name: 'weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } },
}

/** The content attributes of the one span of a test. */
function contentOf(attributes: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const names = ['gen_ai.system_instructions', 'gen_ai.input.messages', 'gen_ai.output.messages'] as const
  const found = names.flatMap((name) => {
    const value = attributes[name]
    return typeof value === 'string' ? [[name.replace('gen_ai.', ''), JSON.parse(value) as unknown]] : []
  })
  return Object.fromEntries(found) as Record<string, unknown>
}

const HISTORY = [
  { role: 'system' as const, content: 'Be brief.' },
  { role: 'user' as const, content: 'Weather in Rome?' },
  {
    role: 'assistant' as const,
    content: null,
    tool_calls: [
      { id: 'call_1', type: 'function' as const, function: { name: 'weather', arguments: '{"city":"Rome"}' } },
    ],
  },
  { role: 'tool' as const, tool_call_id: 'call_1', content: 'sunny' },
  {
    role: 'user' as const,
    content: [
      { type: 'text' as const, text: 'And here?' },
      { type: 'image_url' as const, image_url: { url: 'data:image/png;base64,AAAA' } },
    ],
  },
]
const HISTORY_TOLD = [
  { role: 'system', parts: [{ type: 'text', content: 'Be brief.' }] },
  { role: 'user', parts: [{ type: 'text', content: 'Weather in Rome?' }] },
  {
    role: 'assistant',
    parts: [{ type: 'tool_call', id: 'call_1', name: 'weather', arguments: { city: 'Rome' } }],
  },
  { role: 'tool', parts: [{ type: 'tool_call_response', id: 'call_1', response: 'sunny' }] },
  {
    role: 'user',
    parts: [
      { type: 'text', content: 'And here?' },
      { type: 'blob', modality: 'image_url' },
    ],
  },
]

describe('content that is asked for', () => {
  const metered = useMetered({ content: { capture: true } })
  const answer = { text: 'It is cold.' }
  const told = [{ role: 'assistant', parts: [{ type: 'text', content: 'It is cold.' }] }]

  it.each([false, true])('is on the span of a chat completion, streamed: %s', async (stream) => {
    const request = { model: 'gpt-4o', messages: HISTORY, stream }
    const returned = await metered.openai.chat.completions.create(request, fake(answer))
    if (Symbol.asyncIterator in returned) await collect(returned)
    const { attributes } = await metered.onlySpan()
    expect(contentOf(attributes)).toEqual({ 'input.messages': HISTORY_TOLD, 'output.messages': told })
  })

  it.each([false, true])('has the tool calls of a chat completion, streamed: %s', async (stream) => {
    const request = { model: 'gpt-4o', messages: HISTORY, tools: [TOOL], stream }
    const toolCalls = [{ name: 'weather', arguments: { city: 'Oslo' } }]
    const returned = await metered.openai.chat.completions.create(request, fake({ toolCalls, text: '' }))
    if (Symbol.asyncIterator in returned) await collect(returned)
    const { attributes } = await metered.onlySpan()
    const call = { type: 'tool_call', id: expect.any(String), name: 'weather', arguments: { city: 'Oslo' } }
    expect(contentOf(attributes)['output.messages']).toEqual([{ role: 'assistant', parts: [call] }])
  })

  it.each([false, true])('is on the span of a response, streamed: %s', async (stream) => {
    const input = [
      { role: 'user' as const, content: 'Weather in Rome?' },
      { type: 'function_call' as const, call_id: 'call_1', name: 'weather', arguments: '{"city":"Rome"}' },
      { type: 'function_call_output' as const, call_id: 'call_1', output: 'sunny' },
    ]
    const request = { model: 'gpt-5', instructions: 'Be brief.', input, stream }
    const returned = await metered.openai.responses.create(request, fake({ ...answer, reasoning: 'Hm.' }))
    if (Symbol.asyncIterator in returned) await collect(returned)
    const { attributes } = await metered.onlySpan()
    expect(contentOf(attributes)).toEqual({
      system_instructions: [{ type: 'text', content: 'Be brief.' }],
      'input.messages': HISTORY_TOLD.slice(1, 4),
      'output.messages': [{ role: 'assistant', parts: [{ type: 'reasoning', content: 'Hm.' }] }, ...told],
    })
  })

  it.each([false, true])('is on the span of a message, streamed: %s', async (stream) => {
    const request = {
      model: 'claude-haiku-4-5',
      max_tokens: 100,
      system: 'Be brief.',
      messages: [
        { role: 'user' as const, content: 'Weather in Rome?' },
        {
          role: 'assistant' as const,
          content: [{ type: 'tool_use' as const, id: 'call_1', name: 'weather', input: { city: 'Rome' } }],
        },
        {
          role: 'user' as const,
          content: [{ type: 'tool_result' as const, tool_use_id: 'call_1', content: 'sunny' }],
        },
      ],
      stream,
    }
    const returned = await metered.anthropic.messages.create(request, fake({ ...answer, reasoning: 'Hm.' }))
    if (Symbol.asyncIterator in returned) await collect(returned)
    const { attributes } = await metered.onlySpan()
    expect(contentOf(attributes)).toEqual({
      system_instructions: [{ type: 'text', content: 'Be brief.' }],
      'input.messages': [
        ...HISTORY_TOLD.slice(1, 3),
        { role: 'user', parts: [{ type: 'tool_call_response', id: 'call_1', response: 'sunny' }] },
      ],
      'output.messages': [
        {
          role: 'assistant',
          parts: [
            { type: 'reasoning', content: 'Hm.' },
            { type: 'text', content: 'It is cold.' },
          ],
        },
      ],
    })
  })
})

describe('a redaction hook', () => {
  const redact = vi.fn<NonNullable<ContentOptions['redact']>>()
  const metered = useMetered({ content: { capture: true, redact, maxCharacters: 10 } })
  const call = (): Promise<unknown> =>
    metered.openai.chat.completions.create(
      { model: 'gpt-4o', messages: [{ role: 'user', content: 'My card is 4111' }] },
      fake({ text: 'I see.' }),
    )

  it('decides what is recorded, after which the limit holds', async () => {
    redact.mockImplementation((content) => ({
      ...content,
      input: [{ role: 'user', parts: [{ type: 'text', content: 'My card is ****' }] }],
    }))
    await call()
    expect(redact.mock.lastCall?.[1]).toEqual({ provider: 'openai', operation: 'chat', model: 'gpt-4o' })
    const { attributes } = await metered.onlySpan()
    expect(contentOf(attributes)).toEqual({
      'input.messages': [{ role: 'user', parts: [{ type: 'text', content: 'My card is[5 more characters]' }] }],
      'output.messages': [{ role: 'assistant', parts: [{ type: 'text', content: 'I see.' }] }],
    })
  })

  it.each([
    ['returns nothing', () => undefined],
    [
      'throws',
      () => {
        throw new Error('broken')
      },
    ],
  ])('records nothing when it %s, and the call is counted all the same', async (_, hook) => {
    redact.mockImplementation(hook)
    await call()
    const { attributes } = await metered.onlySpan()
    expect(contentOf(attributes)).toEqual({})
    expect(attributes).toMatchObject({ 'gen_ai.usage.output_tokens': expect.any(Number) })
  })
})

describe('without being asked', () => {
  const metered = useMetered({ content: { redact: (content) => content } })

  it('no content is recorded', async () => {
    await metered.openai.chat.completions.create({ model: 'gpt-4o', messages: HISTORY }, fake({ text: 'Fine.' }))
    expect(contentOf((await metered.onlySpan()).attributes)).toEqual({})
  })
})

describe('OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT', () => {
  afterEach(() => vi.unstubAllEnvs())

  it.each([
    ['span_only', false, true],
    ['SPAN_AND_EVENT', false, true],
    ['true', false, true],
    ['no_content', true, false],
    ['event_only', true, false],
    ['flase', true, false],
    ['', true, true],
    ['', false, false],
  ])('"%s" with capture %s gives %s', async (value, capture, isCaptured) => {
    vi.stubEnv('OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT', value)
    const { contentCapture } = await import('../../../packages/instrumentation/src/content/content-options.ts')
    expect(contentCapture({ capture }) !== undefined).toBe(isCaptured)
  })

  it('does not excuse a limit that makes no sense', () => {
    const [provider] = providers
    if (provider === undefined) throw new Error('there are no providers')
    expect(() => new LlmInstrumentation({ provider, enabled: false, content: { maxCharacters: -1 } })).toThrow(
      'content.maxCharacters must be a whole number, zero or more, got -1',
    )
  })
})
