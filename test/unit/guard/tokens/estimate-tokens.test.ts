import { estimateTokens } from '@costspan/guard'
import { encode } from 'gpt-tokenizer/encoding/o200k_base'
import { describe, expect, it } from 'vitest'

const tokensOf = (text: string): number => encode(text).length
const QUESTION = 'Why is the sky blue?'

describe('estimateTokens', () => {
  it('counts a text of an OpenAI model exactly, and says so', async () => {
    expect(await estimateTokens(QUESTION, { model: 'gpt-4o' })).toEqual({
      tokens: 12,
      low: 12,
      high: 12,
      textTokens: 6,
      imageTokens: 0,
      overheadTokens: 6,
      vocabulary: 'openai',
      errorPercent: 0,
      uncounted: [],
    })
  })

  it('gives a range by the error that was measured, where the vocabulary is another one', async () => {
    const text = 'A summary that saves ten minutes may cost a few cents; a greeting may not. '.repeat(20)
    const { tokens, low, high, errorPercent, vocabulary } = await estimateTokens(text, { model: 'gemini-2.5-flash' })
    const counted = tokensOf(text)
    expect({ tokens, errorPercent, vocabulary }).toEqual({
      tokens: Math.round(counted * 1.18) + 6,
      errorPercent: 17,
      vocabulary: 'gemini',
    })
    expect([low, high]).toEqual([
      Math.floor(Math.round(counted * 1.18) * 0.83) + 6,
      Math.ceil(Math.round(counted * 1.18) * 1.17) + 6,
    ])
  })

  it.each(['claude-sonnet-4-5', 'some-model-of-tomorrow'])(
    'gives no range for %s, whose vocabulary nobody could measure',
    async (model) => {
      const { low, high, errorPercent } = await estimateTokens(QUESTION, { model })
      expect([low, high, errorPercent]).toEqual([undefined, undefined, undefined])
    },
  )

  it('takes more tokens for Claude since 4.7 than before', async () => {
    const before = await estimateTokens(QUESTION.repeat(50), { model: 'claude-opus-4-6' })
    const since = await estimateTokens(QUESTION.repeat(50), { model: 'claude-opus-4-7' })
    expect(since.textTokens / before.textTokens).toBeCloseTo(1.33, 2)
  })

  it('takes the count of a tokenizer that it is given as it is', async () => {
    const countTokens = (texts: readonly string[]): number[] => texts.map((text) => text.length)
    const { tokens, errorPercent, vocabulary } = await estimateTokens(QUESTION, { model: 'mine', countTokens })
    expect({ tokens, errorPercent, vocabulary }).toEqual({ tokens: 26, errorPercent: 0, vocabulary: 'own' })
  })

  it('counts messages, system prompts, tools and what tools were given and gave, in the form of each provider', async () => {
    const tools = [{ name: 'search', description: 'Looks something up', input_schema: { type: 'object' } }]
    const anthropic = {
      model: 'claude-sonnet-4-5',
      max_tokens: 1_000,
      system: [{ type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral' } }],
      tools,
      messages: [
        { role: 'user', content: QUESTION },
        { role: 'assistant', content: [{ type: 'tool_use', id: 'toolu_1', name: 'search', input: { q: 'sky' } }] },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: 'Rayleigh' }] },
      ],
    }
    const said: string[] = []
    await estimateTokens(anthropic, { model: anthropic.model, countTokens: (texts) => (said.push(...texts), []) })
    expect(said).toEqual([
      'Be brief.',
      'user',
      QUESTION,
      'assistant',
      'search',
      '{"q":"sky"}',
      'user',
      'Rayleigh',
      JSON.stringify(tools),
    ])
  })

  it('counts the form that an answer must have, wherever a request has it', async () => {
    const schema = { type: 'object', properties: { colour: { type: 'string' } } }
    const own = { name: 'answer', schema }
    const bodies = {
      chat: { response_format: { type: 'json_schema', json_schema: own } },
      responses: { text: { verbosity: 'low', format: { type: 'json_schema', ...own } } },
      messages: { output_config: { effort: 'low', format: { type: 'json_schema', schema } } },
      olderMessages: { output_format: { type: 'json_schema', schema } },
      gemini: { generationConfig: { temperature: 0, responseSchema: schema } },
      newerGemini: { generationConfig: { responseJsonSchema: schema } },
      none: { text: { verbosity: 'low' }, generationConfig: { temperature: 0 } },
    }
    const said = await Promise.all(
      Object.entries(bodies).map(async ([name, body]) => {
        const texts: string[] = []
        await estimateTokens(body, { model: 'gpt-4o', countTokens: (all) => (texts.push(...all), []) })
        return [name, texts]
      }),
    )
    expect(Object.fromEntries(said)).toEqual({
      chat: [JSON.stringify(own)],
      responses: [JSON.stringify(own)],
      messages: [JSON.stringify({ schema })],
      olderMessages: [JSON.stringify({ schema })],
      gemini: [JSON.stringify(schema)],
      newerGemini: [JSON.stringify(schema)],
      none: [],
    })
  })

  it('names a prompt that is stored with its provider', async () => {
    const { uncounted } = await estimateTokens({ prompt: { id: 'pmpt_1' }, input: 'Hi' }, { model: 'gpt-4o' })
    expect(uncounted).toEqual(['prompt'])
  })

  it('counts a picture by its size, which it reads from the data', async () => {
    const image_url = { url: `data:image/png;base64,${pngOf(1024, 1024)}` }
    const messages = [{ role: 'user', content: [{ type: 'image_url', image_url }] }]
    const perModel = await Promise.all(
      ['gpt-4o', 'gpt-4o-mini', 'gpt-5-mini', 'claude-sonnet-4-5', 'gemini-2.5-flash', 'gemini-3-pro'].map(
        async (model) => [model, (await estimateTokens(messages, { model })).imageTokens],
      ),
    )
    expect(Object.fromEntries(perModel)).toEqual({
      'gpt-4o': 765,
      'gpt-4o-mini': 25_501,
      'gpt-5-mini': 1_659,
      'claude-sonnet-4-5': 1_369,
      'gemini-2.5-flash': 1_032,
      'gemini-3-pro': 1_120,
    })
  })

  it('names what it cannot count instead of leaving it out silently', async () => {
    const content = [
      { type: 'input_audio', input_audio: { data: 'AAAA', format: 'wav' } },
      { type: 'image_url', image_url: { url: 'https://example.com/a.png' } },
    ]
    const prompt = { messages: [{ role: 'user', content }], previous_response_id: 'resp_1' }
    const { uncounted } = await estimateTokens(prompt, { model: 'llama-3.3-70b' })
    expect(uncounted).toEqual(['input_audio', 'previous_response_id', 'image'])
  })

  it("names files and sound of Gemini's, and counts its instructions in either spelling", async () => {
    const parts = [
      { inlineData: { mimeType: 'audio/wav', data: 'AAAA' } },
      { file_data: { mime_type: 'application/pdf', file_uri: 'https://example.com/a.pdf' } },
    ]
    const contents = [{ role: 'user', parts }]
    const instruction = { parts: [{ text: QUESTION }] }
    const { uncounted } = await estimateTokens({ contents }, { model: 'gemini-2.5-flash' })
    expect(uncounted).toEqual(['inlineData', 'file_data'])
    const [one, other] = await Promise.all([
      estimateTokens({ contents, systemInstruction: instruction }, { model: 'gpt-4o' }),
      estimateTokens({ contents, system_instruction: instruction }, { model: 'gpt-4o' }),
    ])
    expect([one.textTokens, other.textTokens]).toEqual([7, 7])
  })

  it('wants a model', async () => {
    await expect(estimateTokens(QUESTION, { model: '' })).rejects.toThrow(
      new TypeError('model must be the name of a model, got ""'),
    )
  })
})

/** The first bytes of a PNG of this size, as base64. */
function pngOf(width: number, height: number): string {
  const header = Buffer.alloc(33)
  header.writeUInt32BE(0x89504e47, 0)
  header.writeUInt32BE(width, 16)
  header.writeUInt32BE(height, 20)
  return header.toString('base64')
}
