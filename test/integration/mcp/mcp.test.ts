import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { openLedger } from '@costspan/cli'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { madeCall } from '../../support/made-call.ts'

const COSTSPAN = new URL('../../../packages/cli/src/main.ts', import.meta.url).pathname

describe('costspan mcp, asked by the client of the protocol', () => {
  let folder: string
  let client: Client

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'costspan-mcp-'))
    await fillLedger(join(folder, 'calls.duckdb'))
    await writeFile(join(folder, 'costspan.yaml'), 'budgets:\n  - { name: month, limit: $10.00, per: month }\n')
    client = new Client({ name: 'test', version: '1.0.0' })
    await client.connect(
      new StdioClientTransport({
        command: process.execPath,
        args: [
          '--conditions=@costspan/source',
          COSTSPAN,
          'mcp',
          '--ledger',
          'calls.duckdb',
          '--config',
          'costspan.yaml',
        ],
        cwd: folder,
      }),
    )
  })

  afterAll(async () => {
    await client.close()
    await rm(folder, { recursive: true })
  })

  async function ask(name: string, input: Record<string, unknown> = {}): Promise<unknown> {
    const { structuredContent } = await client.callTool({ name, arguments: input })
    return structuredContent
  }

  it('offers tools that only read', async () => {
    const { tools } = await client.listTools()
    expect(tools.map(({ name, annotations }) => [name, annotations?.readOnlyHint])).toEqual([
      ['spend_by', true],
      ['explain_jump', true],
      ['budget_status', true],
      ['forecast_month', true],
      ['what_if', true],
      ['dearest_calls', true],
      ['call_trace', true],
    ])
  })

  it('says who spent what, exact to the nano-dollar, with what has no price beside it', async () => {
    expect(await ask('spend_by', { by: 'feature', limit: 1 })).toMatchObject({
      total: { nano_usd: '3000000002', calls: 3, unpriced_calls: 1 },
      groups: [{ feature: 'search', nano_usd: '3000000001', cost_usd: 3.000000001, calls: 1 }],
      left_out_groups: 2,
    })
  })

  it('narrows an answer to one feature', async () => {
    expect(await ask('spend_by', { by: 'model', feature: 'chat' })).toMatchObject({
      total: { nano_usd: '1', calls: 1 },
      groups: [{ model: 'gpt-4o-mini' }],
    })
  })

  it('says how far budgets have burned down', async () => {
    expect(await ask('budget_status')).toMatchObject({
      budgets: [{ budget: 'month', per: 'month', limit_usd: 10, spent_usd: expect.any(Number) }],
    })
  })

  it('leads from the dearest call to the lines of its price', async () => {
    const dearest = await ask('dearest_calls', { limit: 1 })
    expect(dearest).toMatchObject({
      calls: [{ span_id: 'aaaaaaaaaaaaaaaa', feature: 'search', cost_usd: 3.000000001 }],
    })
    expect(await ask('call_trace', { trace_id: madeCall().traceId, span_id: 'bbbbbbbbbbbbbbbb' })).toMatchObject({
      cost_usd: 1e-9,
      calls_of_the_trace: [{}, {}, {}],
    })
  })

  it('says what another model would have cost, and refuses one that has no price by its name', async () => {
    expect(await ask('what_if', { to_model: 'gpt-4.1-nano' })).toMatchObject({ nano_usd: '3000000002' })
    const refused = await client.callTool({ name: 'what_if', arguments: { to_model: 'no-such-model' } })
    expect(refused).toMatchObject({
      isError: true,
      content: [{ text: 'to_model is "no-such-model", which has no price: unknown_provider' }],
    })
  })

  it('says that a forecast needs two weeks, and that nothing unusual was found', async () => {
    expect(await ask('forecast_month')).toMatchObject({ status: 'insufficient' })
    expect(await ask('explain_jump')).toEqual({ found: 0, anomalies: [] })
  })

  it('refuses a window that ends before it begins', async () => {
    const refused = await client.callTool({
      name: 'spend_by',
      arguments: { by: 'user', from: '2026-11-02', to: '2026-11-01' },
    })
    expect(refused).toMatchObject({
      isError: true,
      content: [{ text: 'from is 2026-11-02, expected a day before 2026-11-01T00:00:00.000Z' }],
    })
  })
})

async function fillLedger(file: string): Promise<void> {
  const startUnixNano = BigInt(Date.now() - 60_000) * 1_000_000n
  const ledger = await openLedger(file)
  await ledger.append([
    madeCall({ spanId: 'aaaaaaaaaaaaaaaa', startUnixNano, feature: 'search', nanoUsd: 3_000_000_001n }),
    madeCall({ spanId: 'bbbbbbbbbbbbbbbb', startUnixNano, feature: 'chat', nanoUsd: 1n }),
    madeCall({ spanId: 'cccccccccccccccc', startUnixNano, nanoUsd: undefined, status: 'unpriced' }),
  ])
  await ledger.close()
}
