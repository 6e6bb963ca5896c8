import { generateRules, runCommandLine, watchedBudgets } from '@costspan/cli'
import { readBudgets } from '@costspan/guard'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
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
    const args = ['--config', `${folder}/costspan.yaml`, '--out', `${folder}/prometheus/rules`, '--check']
    expect(await generate(args)).toEqual({ code: 0, said: '' })
  })

  it('takes the thresholds from the settings', async () => {
    const { rules } = await rulesOf(`alerts:
  retryShare: 7%
  fallbackShare: 12.5%
  truncationShare: 8 %
  responseCacheHitRatio: 40%
  promptCacheHitRatio: 20%
  userShareOfDay: 2%
  anomalyFloor: $20.50
  catalogAgeDays: 60
  priceConflicts: 0
budgets: [{ name: all, limit: $100, per: day }]
`)
    const limits = alertsOf(rules).flatMap(({ alert, expr }) =>
      [...expr.matchAll(/ [<>] (\d[\d.]*)$/gm)].map(([, limit]) => `${alert.replace('Costspan', '')} ${limit}`),
    )
    expect(limits).toEqual(
      expect.arrayContaining([
        'RetryShare 0.07',
        'FallbackShare 0.125',
        'TruncationShare 0.08',
        'CacheHitRatioLow 0.4',
        'CacheHitRatioLow 0.2',
        'UserShare 2',
        'SpendAnomaly 20.5',
        'FeatureGrowth 20.5',
        'PriceCatalogStale 60',
        'PriceConflicts 0',
      ]),
    )
  })

  it.each([
    ['retryShare: 5', 'alerts.retryShare'],
    ['retryShare: 120%', 'alerts.retryShare'],
    ['anomalyFloor: much', 'alerts.anomalyFloor'],
    ['catalogAgeDays: 0', 'alerts.catalogAgeDays'],
    ['priceConflicts: 1.5', 'alerts.priceConflicts'],
    ['retriesShare: 5%', 'retriesShare'],
  ])('refuses %s, and says where it stands', async (setting, path) => {
    const { code, said, rules } = await rulesOf(`alerts: { ${setting} }\n`)
    expect({ code, rules }).toEqual({ code: 2, rules: '' })
    expect(said).toContain(path)
  })
})

async function generate(args: readonly string[]): Promise<{ readonly code: number; readonly said: string }> {
  let said = ''
  const stream = { write: (text: string) => (said += text) }
  const code = await runCommandLine(['generate', 'rules', ...args], { stdout: stream, stderr: stream, env: {} })
  return { code, said }
}

/** What is written for a costspan.yaml. */
async function rulesOf(
  yaml: string,
): Promise<{ readonly code: number; readonly said: string; readonly rules: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'costspan-rules-'))
  try {
    const config = join(folder, 'costspan.yaml')
    writeFileSync(config, yaml)
    const result = await generate(['--config', config, '--out', folder])
    return { ...result, rules: result.code === 0 ? readFileSync(join(folder, 'costspan.yml'), 'utf8') : '' }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

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

interface GeneratedRule {
  readonly record?: string
  readonly alert?: string
  readonly expr: string
}

function rulesIn(text: string): GeneratedRule[] {
  return (parse(text) as { groups: { rules: GeneratedRule[] }[] }).groups.flatMap(({ rules }) => rules)
}

function alertsOf(text: string): { readonly alert: string; readonly expr: string }[] {
  return rulesIn(text).flatMap(({ alert, expr }) => (alert === undefined ? [] : [{ alert, expr }]))
}

function expressionOf(rules: string, record: string): string | undefined {
  return rulesIn(rules).find((rule) => rule.record === record)?.expr
}
