import { NO_PARTS, type CallRecord, openLedger } from '@costspan/cli'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Printed, runCostspan } from '../../../support/run-costspan.ts'

let folder = ''
let ledger = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'costspan-ingest-'))
  ledger = join(folder, 'ledger.duckdb')
})
afterEach(() => rmSync(folder, { recursive: true }))

function fixture(name: string): string {
  return fileURLToPath(new URL(`../../../fixtures/ingest/${name}`, import.meta.url))
}

async function ingest(...names: readonly string[]): Promise<Printed> {
  return runCostspan('ingest', '--ledger', ledger, '--json', ...names.map(fixture))
}

async function calls(): Promise<readonly CallRecord[]> {
  const opened = await openLedger(ledger, { readOnly: true })
  try {
    return await opened.rows({ order: 'oldest' })
  } finally {
    await opened.close()
  }
}

function counts({ stdout }: Printed): unknown {
  const { format, added, known, covered, rejected, problems } = JSON.parse(stdout) as Record<string, unknown>
  return { format, added, known, covered, rejected, problems }
}

describe('costspan ingest of what the Collector writes', () => {
  it('takes calls with all that their spans say, and passes other spans and signals', async () => {
    const printed = await ingest('collector.jsonl')
    expect([printed.exitCode, counts(printed)]).toEqual([
      1,
      {
        format: 'otlp',
        added: 2,
        known: 0,
        covered: 0,
        rejected: 1,
        problems: [expect.stringMatching(/^line 4: .*spanId is "XX", expected hex digits/)],
      },
    ])
    expect((await calls())[0]).toMatchObject({
      traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
      spanId: '00f067aa0ba902b7',
      origin: 'otlp',
      startUnixNano: 1_793_610_000_250_000_001n,
      durationMillis: 2000,
      service: 'acme-docs',
      feature: 'search',
      temperature: 0.5,
      finishReasons: ['stop'],
      nanoUsd: 240_000n,
      parts: { ...NO_PARTS, input: 120_000n, output: 120_000n },
    })
  })

  it('keeps all digits of a number that was written without quotes', async () => {
    await ingest('collector.jsonl')
    expect((await calls()).map(({ nanoUsd }) => nanoUsd)).toEqual([240_000n, 9_007_199_254_740_993n])
  })
})

describe('costspan ingest of lines in which a span has no valid id', () => {
  it('refuses the line and says why', async () => {
    const path = join(folder, 'short-ids.jsonl')
    const span = { traceId: 'abcd', spanId: '00f067aa0ba902b7', startTimeUnixNano: '1', endTimeUnixNano: '2' }
    writeFileSync(path, `${JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] })}\n`)
    const printed = await runCostspan('ingest', '--ledger', ledger, '--json', path)
    expect([printed.exitCode, counts(printed)]).toMatchObject([
      1,
      {
        added: 0,
        rejected: 1,
        problems: [expect.stringMatching(/^line 1: Rejected spans whose traceId is not 16 bytes/)],
      },
    ])
  })
})

describe('costspan ingest of spend logs of LiteLLM', () => {
  it('takes what LiteLLM says that a call cost, who made it, and what came from the cache', async () => {
    const printed = await ingest('litellm.csv')
    expect([printed.exitCode, counts(printed)]).toEqual([
      1,
      {
        format: 'litellm',
        added: 3,
        known: 0,
        covered: 0,
        rejected: 1,
        problems: ['line 5: spend is "minus", expected a number that is not negative'],
      },
    ])
    const [chat, failed, embedding] = await calls()
    expect(chat).toMatchObject({
      origin: 'litellm',
      startUnixNano: BigInt(Date.parse('2026-11-02T09:00:00.250Z')) * 1_000_000n,
      durationMillis: 2000,
      timeToFirstChunkMillis: 500,
      provider: 'openai',
      requestModel: 'chat',
      responseModel: 'gpt-4o-mini',
      user: 'alice',
      team: 'team-search',
      session: 'session-1',
      tokens: { input: 1000, output: 200, cacheRead: 400, cacheWrite: 0, reasoning: 0 },
      status: 'reported',
      nanoUsd: 1_230_000n,
      parts: { ...NO_PARTS, request: 1_230_000n },
    })
    expect(failed).toMatchObject({ user: 'bob', errorType: 'failure', status: 'failed', nanoUsd: 0n })
    expect(embedding).toMatchObject({ operation: 'embeddings', cacheResult: 'exact', nanoUsd: 2000n })
  })

  it('takes a formula in a cell as text', async () => {
    await ingest('litellm.csv')
    expect((await calls())[2]?.user).toBe('=HYPERLINK("http://evil","a,b")')
  })
})

describe('costspan ingest of what Langfuse exports', () => {
  it('adds the keys of usage and cost that stand beside each other', async () => {
    const printed = await ingest('langfuse.jsonl')
    expect([printed.exitCode, counts(printed)]).toMatchObject([1, { format: 'langfuse', added: 2, rejected: 1 }])
    expect((await calls())[0]).toMatchObject({
      traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
      spanId: '00f067aa0ba902b7',
      feature: 'search',
      user: 'alice',
      temperature: 0.3,
      maxTokens: 512,
      timeToFirstChunkMillis: 500,
      tokens: { input: 1000, output: 200, cacheRead: 400, cacheWrite: 0, reasoning: 50 },
      nanoUsd: 240_000n,
      parts: { ...NO_PARTS, input: 90_000n, cacheRead: 30_000n, output: 90_000n, reasoning: 30_000n },
    })
  })

  it('prices what Langfuse has no price for', async () => {
    await ingest('langfuse.jsonl')
    // A million input tokens of gpt-4o-mini: $0.15.
    expect((await calls())[1]).toMatchObject({ nanoUsd: 150_000_000n, priceVersion: expect.any(String) })
  })

  it('knows a call again that came as a span before', async () => {
    await ingest('collector.jsonl')
    expect(counts(await ingest('langfuse.jsonl'))).toMatchObject({ added: 1, known: 1 })
  })
})

describe('costspan ingest of usage exports', () => {
  it("prices OpenAI's rows by tier, each for the calls it stands for", async () => {
    const printed = await ingest('openai-usage.csv')
    expect([printed.exitCode, counts(printed)]).toMatchObject([0, { format: 'openai-usage', added: 2, rejected: 0 }])
    const rows = (await calls()).map(({ calls: count, serviceTier, nanoUsd }) => ({ count, serviceTier, nanoUsd }))
    // 600,000 x $0.15/M + 400,000 x $0.075/M + 100,000 x $0.60/M; a million in a batch at half of $0.15/M.
    expect(new Set(rows)).toEqual(
      new Set([
        { count: 4, serviceTier: undefined, nanoUsd: 180_000_000n },
        { count: 2, serviceTier: 'batch', nanoUsd: 75_000_000n },
      ]),
    )
  })

  it("tells what OpenAI's rows have read from the prompt cache from what they have written to it", async () => {
    const columns =
      'start_time,num_model_requests,model,input_tokens,output_tokens,input_cached_tokens,input_cache_write_tokens'
    const file = join(folder, 'written.csv')
    writeFileSync(file, `${columns}\n1793577600,3,gpt-5.6,1000,10,400,100\n`)
    expect((await runCostspan('ingest', file, '--ledger', join(folder, 'ledger.duckdb'))).exitCode).toBe(0)
    expect((await calls()).map(({ tokens }) => tokens)).toEqual([
      { input: 1_000, output: 10, cacheRead: 400, cacheWrite: 100, reasoning: 0 },
    ])
  })

  it("adds Anthropic's input columns, which stand beside each other", async () => {
    await ingest('anthropic-usage.csv')
    const rows = (await calls()).map(({ serviceTier, tokens, nanoUsd }) => ({ serviceTier, tokens, nanoUsd }))
    expect(new Set(rows)).toEqual(
      new Set([
        {
          serviceTier: 'standard',
          tokens: { input: 1_610_000, output: 200_000, cacheRead: 500_000, cacheWrite: 110_000, reasoning: 0 },
          // $3 + 100,000 x $3.75/M + 10,000 x $6/M + 500,000 x $0.30/M + 200,000 x $15/M
          nanoUsd: 6_585_000_000n,
        },
        {
          serviceTier: 'batch',
          tokens: { input: 1_000_000, output: 0, cacheRead: 0, cacheWrite: 0, reasoning: 0 },
          nanoUsd: 1_500_000_000n,
        },
      ]),
    )
  })

  it('leaves out days whose calls the ledger has from telemetry', async () => {
    await ingest('collector.jsonl')
    expect(counts(await ingest('openai-usage.csv'))).toMatchObject({ added: 0, covered: 2 })
  })
})
