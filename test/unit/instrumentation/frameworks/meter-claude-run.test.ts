import { readFileSync } from 'node:fs'
import { TracerProvider } from '@opentelemetry/sdk-trace'
import { CostSpanProcessor, type PricedCall } from '@costspan/cost'
import { meterClaudeRun } from '@costspan/instrumentation'
import { describe, expect, it } from 'vitest'

interface Message {
  readonly type: string
  readonly modelUsage?: object
}

interface Recording {
  readonly billedNanoUsd: string
  readonly messages: readonly Message[]
}

const recording = JSON.parse(
  readFileSync(new URL('../../../fixtures/claude-agent/two-results.json', import.meta.url), 'utf8'),
) as Recording

/** A run that gives these messages, as the generator that the SDK returns. */
async function* runOf(messages: readonly Message[]): AsyncGenerator<Message> {
  for (const message of messages) yield await Promise.resolve(message)
}

async function meter(messages: readonly Message[]): Promise<{ calls: PricedCall[]; seen: Message[] }> {
  const calls: PricedCall[] = []
  const tracerProvider = new TracerProvider({
    spanProcessors: [new CostSpanProcessor({ onCost: (call) => calls.push(call) })],
  })
  const seen: Message[] = []
  for await (const message of meterClaudeRun(runOf(messages), { tracerProvider })) seen.push(message)
  return { calls, seen }
}

describe('a run of the Claude Agent SDK', () => {
  it('costs what the provider billed, though its totals grow from result to result', async () => {
    const { calls } = await meter(recording.messages)
    expect(calls.map(({ nanoUsd }) => nanoUsd)).toEqual([43_959_000n, 44_574_000n])
    expect(calls.reduce((sum, { nanoUsd }) => sum + (nanoUsd ?? 0n), 0n)).toBe(BigInt(recording.billedNanoUsd))
  })

  it('gives the application all of its messages', async () => {
    const { seen } = await meter(recording.messages)
    expect(seen).toEqual(recording.messages)
  })

  it('has a span for each model, with the cache inside the input and searches billed apart', async () => {
    const totals = { inputTokens: 500, cacheReadInputTokens: 400, cacheCreationInputTokens: 100, outputTokens: 200 }
    const modelUsage = {
      'claude-sonnet-4-5': { ...totals, cacheCreationEphemeral1hInputTokens: 40, webSearchRequests: 2 },
      'claude-haiku-4-5': { inputTokens: 1_000, outputTokens: 10, provider: 'bedrock' },
    }
    const { calls } = await meter([{ type: 'result', modelUsage }])
    expect(calls.map(({ provider, requestModel, usage, units }) => ({ provider, requestModel, usage, units }))).toEqual(
      [
        {
          provider: 'anthropic',
          requestModel: 'claude-sonnet-4-5',
          usage: { input: 1_000, output: 200, cacheRead: 400, cacheWrite: 100, cacheWrite1h: 40 },
          units: { 'tool.web_search': 2 },
        },
        {
          provider: 'aws.bedrock',
          requestModel: 'claude-haiku-4-5',
          usage: { input: 1_000, output: 10 },
          units: undefined,
        },
      ],
    )
  })

  it('has no span for a result that tells of nothing new', async () => {
    const result = { type: 'result', modelUsage: { 'claude-sonnet-4-5': { inputTokens: 5, outputTokens: 5 } } }
    const { calls } = await meter([result, result])
    expect(calls).toHaveLength(1)
  })
})
