import { generateRules, runCommandLine, watchedBudgets } from '@costspan/cli'
import { readBudgets } from '@costspan/guard'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

describe('generateRules', () => {
  it('counts only what belongs to a budget', () => {
    const scope = { 'costspan.feature': 'a "quoted" \\ name', 'costspan.team': 'docs' }
    const rules = generateRules({ budgets: [{ name: 'docs', limitsUsd: { day: 10 }, scope }] })
    expect(expressionOf(rules, 'budget:costspan_spend_usd:increase1h')).toBe(
      String.raw`sum(increase(costspan_cost_USD_total{costspan_feature="a \"quoted\" \\ name", costspan_team="docs"}[1h]))`,
    )
  })

  it('watches single users only where a budget tells what a day may cost', () => {
    expect(generateRules()).not.toContain('CostspanUserShare')
    expect(generateRules({ budgets: [{ name: 'all', limitsUsd: { month: 3_000 } }] })).toContain('[1h])) > 1\n')
  })

  it('links to runbooks of your own', () => {
    expect(generateRules({ runbookUrl: 'https://wiki.example.com/llm' })).toContain(
      'runbook_url: https://wiki.example.com/llm/budget-fast-burn.md',
    )
  })

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses a limit of %d', (month) => {
    expect(() => generateRules({ budgets: [{ name: 'all', limitsUsd: { month } }] })).toThrow(
      new TypeError(`budget "all" has the limit ${month} for a month, expected an amount of USD above 0`),
    )
  })
})

describe('costspan generate rules', () => {
  it('would write what is in collector-config', async () => {
    const folder = join(import.meta.dirname, '../../../collector-config')
    let said = ''
    const stream = { write: (text: string) => (said += text) }
    const args = ['--config', `${folder}/costspan.yaml`, '--out', `${folder}/prometheus/rules`, '--check']
    const code = await runCommandLine(['generate', 'rules', ...args], { stdout: stream, stderr: stream, env: {} })
    expect({ code, said }).toEqual({ code: 0, said: '' })
  })
})

describe('watchedBudgets', () => {
  it('takes the budgets whose spend is in the metrics, and says why it leaves the others', () => {
    const budgets = readBudgets([
      { name: 'all', limits: { day: '$5.00', month: '$100.00' } },
      { name: 'docs', match: { feature: 'docs' }, limit: '$1.50', per: 'hour' },
      { name: 'users', scope: 'user', limit: '$1.00', per: 'day' },
      { name: 'ada', match: { user: 'ada' }, limit: '$1.00', per: 'day' },
      { name: 'calls', limit: '100 requests', per: 'day' },
      { name: 'old', limit: '$1.00', mode: 'off' },
    ])
    expect(watchedBudgets(budgets)).toEqual({
      watched: [
        { name: 'all', limitsUsd: { day: 5, month: 100 }, scope: {} },
        { name: 'docs', limitsUsd: { hour: 1.5 }, scope: { 'costspan.feature': 'docs' } },
      ],
      skipped: [
        { name: 'users', why: 'it is divided by user, and the guard watches each part' },
        { name: 'ada', why: 'it is of one user, which the metrics do not tell' },
        { name: 'calls', why: 'it has no limit in USD for an hour, a day, a week or a month' },
        { name: 'old', why: 'it is off' },
      ],
    })
  })
})

function expressionOf(rules: string, record: string): string | undefined {
  const { groups } = parse(rules) as { groups: { rules: { record?: string; expr: string }[] }[] }
  return groups.flatMap((group) => group.rules).find((rule) => rule.record === record)?.expr
}
