import { expect, it } from 'vitest'
import { fakeHeaders, type FakeProvider } from '@costspan-test/fake-provider'
import { type Accounts, agreeing, type BillCheck, figures } from './bill-check.ts'

/** What the scenarios use of the AI SDK, which both majors have. */
export interface AiSdk {
  readonly generateText: (options: object) => Promise<{ readonly text: string }>
  readonly streamText: (options: object) => { readonly fullStream: AsyncIterable<{ readonly type: string }> }
  readonly generateObject: (options: object) => Promise<unknown>
  readonly embed: (options: object) => Promise<unknown>
  readonly embedMany: (options: object) => Promise<unknown>
  readonly tool: (definition: object) => unknown
  readonly stepCountIs: (count: number) => unknown
  readonly schema: unknown
  readonly models: Models
}

/** The models that are called. */
export interface Models {
  readonly responses: unknown
  readonly chat: unknown
  readonly claude: unknown
  readonly gemini: unknown
  readonly compatible: unknown
  readonly embedding: unknown
}

/** A model as the AI SDK calls it. */
interface StreamingModel {
  readonly doStream: (options: object) => Promise<{ readonly stream: AsyncIterable<{ readonly type: string }> }>
}

/** Where the models are, and how they are made to meter themselves or not. */
export interface Setting {
  readonly check: () => BillCheck
  readonly sdk: () => AiSdk
  /** Options of a call that switch the AI SDK's own telemetry on or off. */
  readonly telemetry: object
}

const USAGE = { input: 1_000, cacheRead: 400, output: 200 }

/** Each way of calling a model costs what the provider bills for it, once. */
export function describeAiSdk({ check, sdk, telemetry }: Setting): void {
  const headers = fakeHeaders({ usage: USAGE })
  const text = (model: keyof Models, more: object = {}): Promise<unknown> =>
    sdk().generateText({ model: sdk().models[model], prompt: 'Hello', headers, ...telemetry, ...more })
  const stream = async (model: keyof Models, more: object = {}): Promise<string[]> => {
    const { fullStream } = sdk().streamText({
      model: sdk().models[model],
      prompt: 'Hello',
      headers,
      ...telemetry,
      ...more,
    })
    const types: string[] = []
    for await (const { type } of fullStream) types.push(type)
    return types
  }
  const once = async (application: () => Promise<unknown>): Promise<void> => {
    const accounts = await check().run(application)
    expect(figures(accounts)).toEqual(agreeing(accounts))
    expect(accounts.billedCalls).toBe(1)
  }

  it.each(['responses', 'chat', 'claude', 'gemini', 'compatible'] as const)(
    'meters generateText by the %s model',
    (model) => once(() => text(model)),
  )

  it.each(['responses', 'chat', 'claude', 'gemini', 'compatible'] as const)(
    'meters streamText by the %s model',
    (model) => once(() => stream(model)),
  )

  it('hands raw chunks to those alone who asked for them', async () => {
    const partTypes = async (options: object): Promise<string[]> => {
      const prompt = [{ role: 'user', content: [{ type: 'text', text: 'Hello' }] }]
      const { stream: parts } = await (sdk().models.chat as StreamingModel).doStream({ prompt, ...options })
      const types: string[] = []
      for await (const { type } of parts) types.push(type)
      return types
    }
    await check().run(async () => {
      const types = await partTypes({})
      expect(types).toContain('finish')
      expect(types).not.toContain('raw')
      expect(await partTypes({ includeRawChunks: true })).toContain('raw')
    })
  })

  it('prices cache writes that are kept for an hour as such', () =>
    once(() => stream('claude', { headers: fakeHeaders({ usage: { ...USAGE, cacheWrite: 50, cacheWrite1h: 70 } }) })))

  it.each(['flex', 'priority'])('prices the tier %s as it was served', (serviceTier) =>
    once(() => stream('chat', { headers: fakeHeaders({ usage: USAGE, serviceTier, model: 'gpt-5' }) })),
  )

  it('meters generateObject', () =>
    once(() =>
      sdk().generateObject({ model: sdk().models.chat, schema: sdk().schema, prompt: 'Hello', headers, ...telemetry }),
    ))

  it('meters embed', () => once(() => sdk().embed({ model: sdk().models.embedding, value: 'Hello', ...telemetry })))

  it('meters embedMany', () =>
    once(() => sdk().embedMany({ model: sdk().models.embedding, values: ['Hello', 'World'], ...telemetry })))

  it('meters each step of a run that uses tools', async () => {
    const accounts = await check().run(() => runWithTool(sdk(), check().provider, telemetry))
    expect(figures(accounts)).toEqual(agreeing(accounts))
    expect(accounts.calls.map(({ attempt }) => attempt)).toEqual(['primary 0', 'primary 0'])
  })

  it('tells a retry from the first attempt', async () => {
    const accounts = await check().run(() => {
      check().provider.script([{ status: 503, headers: { 'retry-after-ms': '1' } }, { usage: USAGE }])
      return text('chat', { headers: {} })
    })
    expect(accounts.calls.map(({ status, attempt }) => `${status} ${attempt}`)).toEqual([
      'failed primary 0',
      'reported retry 1',
    ])
    expect(accounts.metered).toBe(accounts.billed)
  })

  it('says of the spans of the AI SDK that their call is counted elsewhere', async () => {
    await check().run(() => text('chat'))
    const theirs = check()
      .metered.spans()
      .filter(({ instrumentationScope: { name } }) => name === 'ai' || name === 'gen_ai')
    const statuses = theirs.map(({ attributes }) => attributes['costspan.cost.status']).filter(Boolean)
    expect(statuses).toEqual(theirs.length === 0 ? [] : ['counted_elsewhere'])
  })

  it('counts what was generated of a stream that the application aborts', async () => {
    const { calls } = await check().run(async () => {
      const leaving = new AbortController()
      const behaviour = { usage: { input: 1_000, output: 200 }, chunkDelayMillis: 1 }
      const { fullStream } = sdk().streamText({
        model: sdk().models.chat,
        prompt: 'Hello',
        headers: fakeHeaders(behaviour),
        abortSignal: leaving.signal,
        ...telemetry,
      })
      for await (const { type } of fullStream) if (type === 'text-delta') leaving.abort()
    })
    expect(calls.map(({ status }) => status)).toEqual(['estimated'])
  })

  it('leaves a stream that ends in an error as it is', async () => {
    let types: string[] = []
    const { calls } = await check().run(async () => {
      types = await stream('chat', { headers: fakeHeaders({ errorAfterChunks: 3 }), maxRetries: 0, onError: () => {} })
    })
    expect(types).toContain('error')
    expect(calls.map(({ status }) => status)).toEqual(['estimated'])
  })

  it('tells parallel calls of one model apart', async () => {
    const accounts: Accounts = await check().run(() => Promise.all([text('chat'), text('chat'), stream('chat')]))
    expect(figures(accounts)).toEqual(agreeing(accounts))
    expect(accounts.counted).toBe(3)
  })
}

/** The spans that the AI SDK makes by itself are priced where nobody else meters the call. */
export function describeOwnTelemetry({ check, sdk, telemetry }: Setting): void {
  const headers = fakeHeaders({ usage: USAGE })
  const agrees = async (application: () => Promise<unknown>): Promise<void> => {
    const accounts = await check().run(application)
    expect(accounts.calls).not.toEqual([])
    expect(figures(accounts)).toEqual(agreeing(accounts))
  }
  const options = (model: keyof Models): object => ({
    model: sdk().models[model],
    prompt: 'Hello',
    headers,
    ...telemetry,
  })

  it.each(['responses', 'chat', 'claude', 'gemini', 'compatible'] as const)(
    'prices generateText by the %s model',
    (model) => agrees(() => sdk().generateText(options(model))),
  )

  it('prices streamText', () => agrees(() => readAll(sdk().streamText(options('chat')).fullStream)))

  it('prices embed and embedMany', () =>
    agrees(async () => {
      await sdk().embed({ model: sdk().models.embedding, value: 'Hello', ...telemetry })
      await sdk().embedMany({ model: sdk().models.embedding, values: ['Hello', 'World'], ...telemetry })
    }))

  it('prices each step of a run that uses tools, and not their sum again', () =>
    agrees(() => runWithTool(sdk(), check().provider, telemetry)))
}

async function readAll(parts: AsyncIterable<unknown>): Promise<void> {
  for await (const part of parts) void part
}

function runWithTool(sdk: AiSdk, provider: FakeProvider, telemetry: object): Promise<unknown> {
  provider.script([{ usage: USAGE, toolCalls: [{ name: 'weather', arguments: { city: 'Oslo' } }] }, { usage: USAGE }])
  const weather = sdk.tool({ description: 'weather', inputSchema: sdk.schema, execute: () => Promise.resolve('rain') })
  const options = { prompt: 'Hello', tools: { weather }, stopWhen: sdk.stepCountIs(3), ...telemetry }
  return sdk.generateText({ model: sdk.models.chat, ...options })
}
