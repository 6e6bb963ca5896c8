import { stringify } from 'yaml'
import { ALERTS } from './alerts.ts'
import { monthRecords } from './records/month-records.ts'
import { seasonRecords } from './records/season-records.ts'
import { spendRecords } from './records/spend-records.ts'
import { weekRecords } from './records/week-records.ts'
import type { AlertRule, RecordingRule, RuleGroup } from './rule.ts'
import { rulesSettings, type RulesOptions, type RulesSettings } from './rules-settings.ts'

/**
 * Recording and alert rules for Prometheus, as the text of a rule file. They need scrapes every minute or more often, and
 * forty days of retention; what they say of weeks comes with the weeks.
 *
 * @example
 * generateRules({ budgets: [{ name: 'all', limitUsd: 10_000, window: 'month' }] })
 *
 * @throws TypeError for a budget whose limit is no amount or whose name is there twice
 */
export function generateRules(options: RulesOptions = {}): string {
  const settings = rulesSettings(options)
  const records = [spendRecords(settings), weekRecords(), monthRecords(), seasonRecords()]
  const groups = [...records.map(recordGroup), ...alertGroups(settings)]
  return HEADER + stringify({ groups }, { lineWidth: 0, blockQuote: 'literal', aliasDuplicateObjects: false })
}

const HEADER = '# Made by `costspan generate rules`, which makes it anew: changes belong into costspan.yaml.\n'

/** A group as Prometheus reads it. */
interface GroupYaml {
  readonly name: string
  readonly interval: string
  readonly rules: readonly object[]
}

function recordGroup({ name, intervalSeconds, rules }: RuleGroup<RecordingRule>): GroupYaml {
  return { name, interval: `${intervalSeconds}s`, rules }
}

function alertGroups(settings: RulesSettings): GroupYaml[] {
  return Object.entries(ALERTS).map(([name, makers]) => {
    const alerts = makers.map((make) => make(settings)).filter((alert) => alert !== undefined)
    return { name, interval: '60s', rules: alerts.map((alert) => alertYaml(alert, settings)) }
  })
}

function alertYaml(
  { alert, expr, forMinutes, severity, summary, description }: AlertRule,
  { runbookUrl }: RulesSettings,
): object {
  return {
    alert,
    expr,
    for: `${forMinutes}m`,
    labels: { severity },
    annotations: { summary, description, runbook_url: `${runbookUrl}${runbookPage(alert)}` },
  }
}

/** The page of an alert in docs/runbooks: `CostspanBudgetFastBurn` has `budget-fast-burn.md`. */
function runbookPage(alert: string): string {
  const words = alert.replace(/^Costspan/, '').split(/(?=[A-Z])/)
  return `${words.join('-').toLowerCase()}.md`
}
