import type { Statement } from '@costspan/cli'
import { describe, expect, it } from 'vitest'
import { statementOf } from './statement-of.ts'

function lines(statement: Statement): readonly object[] {
  return statement.lines.map(
    (line) =>
      JSON.parse(
        JSON.stringify(line, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value)),
      ) as object,
  )
}

describe('reports of Anthropic', () => {
  it('have amounts in cents, as decimal text', () => {
    const result = {
      currency: 'USD',
      amount: '123.45',
      model: 'claude-sonnet-4-5',
      token_type: 'output_tokens',
      service_tier: 'batch',
    }
    const report = { data: [{ starting_at: '2026-11-02T00:00:00Z', results: [result] }], has_more: false }
    expect(lines(statementOf([report]))).toEqual([
      {
        day: '2026-11-02',
        nanoUsd: '1234500000n',
        model: 'claude-sonnet-4-5',
        serviceTier: 'batch',
        billedClass: 'output',
      },
    ])
  })

  it('count writes to the cache by their lifetime, which are one class', () => {
    const result = {
      uncached_input_tokens: 10,
      cache_read_input_tokens: 20,
      cache_creation: { ephemeral_5m_input_tokens: 3, ephemeral_1h_input_tokens: 4 },
      output_tokens: 5,
      model: 'claude-sonnet-4-5',
      service_tier: 'standard',
    }
    const report = { data: [{ starting_at: '2026-11-02T00:00:00Z', results: [result] }], has_more: false }
    const counts = statementOf([report]).lines.map(({ billedClass, tokens }) => [billedClass, tokens])
    expect(counts).toEqual([
      ['input', 10],
      ['cache_read', 20],
      ['cache_write', 7],
      ['output', 5],
    ])
  })
})

describe('activity of OpenRouter', () => {
  it('has one amount for all classes, and all input in one', () => {
    const row = {
      date: '2026-11-02',
      model: 'openai/gpt-4.1',
      usage: 0.015,
      requests: 5,
      prompt_tokens: 50,
      completion_tokens: 125,
      reasoning_tokens: 25,
    }
    const statement = statementOf([{ data: [row] }])
    expect({ ...statement, name: '', lines: lines(statement) }).toEqual({
      name: '',
      provider: 'openrouter',
      days: ['2026-11-02'],
      tellsTiers: false,
      splitsInput: false,
      lines: [
        { day: '2026-11-02', model: 'openai/gpt-4.1', requests: 5, nanoUsd: '15000000n' },
        { day: '2026-11-02', model: 'openai/gpt-4.1', billedClass: 'input', tokens: 50 },
        { day: '2026-11-02', model: 'openai/gpt-4.1', billedClass: 'output', tokens: 125 },
      ],
    })
  })
})

describe('a statement', () => {
  const rowOf = (date: string): object => ({ date, model: 'm', usage: 1, prompt_tokens: 1, completion_tokens: 1 })

  it.each([
    ['a day that is none', { data: [rowOf('2026-13-45')] }, '"2026-13-45" for a day, expected one such as'],
    ['an instant out of bounds', { object: 'page', data: [{ start_time: 1e300 }] }, 'Invalid time value'],
  ])('with %s is refused as a whole, because its lines would be compared with nothing', (_, report, message) => {
    expect(() => statementOf([report])).toThrow(message)
    expect(() => statementOf([report])).toThrow('report-0')
  })
})

describe('Cost and Usage Reports of AWS', () => {
  it('tell the model and the class of tokens by the usage type, in thousands of tokens', () => {
    const csv = [
      'line_item_usage_start_date,line_item_product_code,line_item_line_item_type,line_item_usage_type,line_item_usage_amount,pricing_unit,line_item_unblended_cost,line_item_usage_account_id',
      '2026-11-02T05:00:00Z,AmazonBedrock,Usage,USE1-Claude4.5Sonnet-input-tokens,12.5,1K tokens,0.0375,111122223333',
      '2026-11-02T05:00:00Z,AmazonBedrock,Usage,USE1-Claude4.5Sonnet-output-tokens-batch,2,1K tokens,0.015,111122223333',
      '2026-11-02T05:00:00Z,AmazonEC2,Usage,BoxUsage:t3.micro,1,Hrs,0.01,111122223333',
    ].join('\n')
    expect(lines(statementOf([csv]))).toEqual([
      {
        day: '2026-11-02',
        project: '111122223333',
        nanoUsd: '37500000n',
        model: 'claude4.5sonnet',
        billedClass: 'input',
        tokens: 12_500,
      },
      {
        day: '2026-11-02',
        project: '111122223333',
        nanoUsd: '15000000n',
        model: 'claude4.5sonnet',
        serviceTier: 'batch',
        billedClass: 'output',
        tokens: 2_000,
      },
    ])
  })
})
