import { generateRules } from '@costspan/cli'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, inject, it } from 'vitest'
import { parse } from 'yaml'
import { type AlertCase, alertFixtures } from './alert-fixture.ts'
import { promtool, RULES_FILE, testRules } from './promtool.ts'

const RULES = generateRules({
  budgets: [
    { name: 'all', limitsUsd: { day: 500, month: 10_000 } },
    { name: 'analysis', limitsUsd: { hour: 20 }, scope: { 'costspan.feature': 'deep-analysis' } },
  ],
})
const fixtures = alertFixtures()

interface GeneratedAlert {
  readonly alert: string
  readonly annotations: Readonly<Record<'summary' | 'description' | 'runbook_url', string>>
}

const { groups } = parse(RULES) as { groups: { rules: Partial<GeneratedAlert>[] }[] }
const alerts = groups.flatMap(({ rules }) => rules).filter((rule): rule is GeneratedAlert => rule.alert !== undefined)

describe('the rules for Prometheus', () => {
  it('are rules that Prometheus can read', async () => {
    const verdict = await promtool(inject('programs'), ['check', 'rules', RULES_FILE], { [RULES_FILE]: RULES })
    expect(verdict, verdict.output).toMatchObject({ passed: true })
  })

  it('have a fixture and a runbook for each alert', () => {
    expect(fixtures.map(({ alert }) => alert).toSorted()).toEqual(alerts.map(({ alert }) => alert).toSorted())
    const pages = alerts.map(({ annotations }) => annotations.runbook_url.split('/').at(-1) ?? '')
    const missing = pages.filter((page) => !existsSync(join(import.meta.dirname, '../../../docs/runbooks', page)))
    expect(missing).toEqual([])
  })
})

describe.each(fixtures)('$alert', ({ alert, fires, quiet }) => {
  const annotations = alerts.find((each) => each.alert === alert)?.annotations

  it('fires, and says why with numbers', async () => {
    const expected = fires.alerts.map(({ labels, summary }) => ({
      exp_labels: labels,
      exp_annotations: { ...annotations, summary },
    }))
    const verdict = await testAlert(alert, fires, expected)
    expect(verdict, verdict.output).toMatchObject({ passed: true })
  })

  it('stays quiet below its limit', async () => {
    const verdict = await testAlert(alert, quiet, [])
    expect(verdict, verdict.output).toMatchObject({ passed: true })
  })
})

function testAlert(
  alert: string,
  { interval, at, series }: AlertCase,
  expected: readonly object[],
): ReturnType<typeof testRules> {
  return testRules(inject('programs'), RULES, interval, {
    interval,
    input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
    alert_rule_test: [{ eval_time: at, alertname: alert, exp_alerts: expected }],
  })
}
