import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCostspan } from '../../../support/run-costspan.ts'

let folder = ''
const file = (name: string, content: string): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'costspan-estimate-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('costspan estimate', () => {
  it('prints a line for each model: counted, estimated with a range, or with an error that is not known', async () => {
    const prompt = file('prompt.md', 'A summary that saves ten minutes may cost a few cents.\n'.repeat(100))
    const models = 'gpt-4o,gemini-2.5-flash,claude-sonnet-4-5'
    const { stdout, exitCode } = await runCostspan('estimate', prompt, '--model', models, '--output-tokens', '500')
    expect(exitCode).toBe(0)
    expect(stdout).toBe(
      [
        'model              input   from     to  output       cost       from         to  how the tokens are known',
        'gpt-4o             1,206                   500  $0.008015                        counted',
        'gemini-2.5-flash   1,422  1,181  1,663     500  $0.001677  $0.001604  $0.001749  estimated for gemini, measured within 17 %',
        'claude-sonnet-4-5  1,278                   500  $0.011334                        estimated for claude, error unknown',
        '',
      ].join('\n'),
    )
  })

  it('reads messages and tools from a file of JSON, and prints JSON', async () => {
    const body = { messages: [{ role: 'user', content: 'Why is the sky blue?' }] }
    const prompt = file('request.json', JSON.stringify(body))
    const { stdout } = await runCostspan('estimate', prompt, '--model', 'gpt-4o', '--tier', 'batch', '--json')
    expect(JSON.parse(stdout)).toEqual([
      {
        model: 'gpt-4o',
        input_tokens: 13,
        input_tokens_low: 13,
        input_tokens_high: 13,
        text_tokens: 7,
        image_tokens: 0,
        overhead_tokens: 6,
        vocabulary: 'openai',
        error_percent: 0,
        uncounted: [],
        output_tokens: 0,
        cost_usd: 0.00001625,
        cost_nano_usd: '16250',
        cost_usd_low: 0.00001625,
        cost_usd_high: 0.00001625,
        unpriced_reason: null,
      },
    ])
  })

  it('counts other JSON as the text that it is', async () => {
    const data = file('data.json', '{"orders":[1,2,3]}')
    const { stdout } = await runCostspan('estimate', data, '--model', 'gpt-4o', '--json')
    expect(JSON.parse(stdout)).toMatchObject([{ text_tokens: 9 }])
  })

  it('ends with 1 where a model has no price, and says so in its line', async () => {
    const prompt = file('short.md', 'Hello')
    const { stdout, exitCode } = await runCostspan('estimate', prompt, '--model', 'gpt-4o,nobodys-model')
    expect([exitCode, stdout.includes('no price: unknown_provider')]).toEqual([1, true])
  })

  it.each([
    ['no file', ['--model', 'gpt-4o'], 'expected one file, got none'],
    ['no model', ['a.md'], '--model is missing'],
    ['a wrong count', ['a.md', '--model', 'gpt-4o', '--output-tokens', 'many'], '--output-tokens is "many"'],
    ['no such file', ['nowhere.md', '--model', 'gpt-4o'], 'nowhere.md cannot be read'],
  ])('ends with 2 for %s', async (_, args, message) => {
    const { exitCode, stderr } = await runCostspan('estimate', ...args)
    expect([exitCode, stderr.includes(message)]).toEqual([2, true])
  })
})
