import { readBudgets } from '@costspan/guard'
import { parseArgs } from 'node:util'
import { alertThresholds } from '../generate/rules/alert-thresholds.ts'
import { generateRules as rulesFile } from '../generate/rules/generate-rules.ts'
import { watchedBudgets } from '../generate/rules/watched-budgets.ts'
import type { GenerateTarget } from './generate.ts'
import { loadSettings } from './load-settings.ts'
import { asUsageError } from './usage-error.ts'
import { type FilesTarget, writeFiles } from './write-files.ts'

/** `costspan generate rules`: recording and alert rules for Prometheus, for the budgets of costspan.yaml. */
export const generateRules: GenerateTarget = {
  help: `Usage: costspan generate rules [options]

Writes costspan.yml, recording and alert rules for Prometheus: burn rates, forecasts and thresholds of the budgets of
costspan.yaml, and alerts about unusual spend, growth, waste, missing prices and missing telemetry. The section alerts
of costspan.yaml says when they fire.

Options:
  --config <file>        costspan.yaml (default: as applications find it)
  --out <folder>         where to write (default: collector-config/prometheus/rules)
  --runbook-url <url>    where the runbooks are (default: docs/runbooks of this project)
  --check                write nothing; fail if the file would change
  -h, --help             show this

Exit code: 0; 1 when --check finds a difference; 2 for wrong arguments or settings.

Example:
  costspan generate rules --config costspan.yaml && promtool check rules collector-config/prometheus/rules/costspan.yml
`,
  run(args, io) {
    const options = rulesOptions(args)
    const { budgets = [], alerts = {} } = loadSettings(options.config, io.env)
    const { watched, skipped } = watchedBudgets(readBudgets(budgets))
    for (const { name, why } of skipped) io.stderr.write(`Budget ${name} has no rules: ${why}.\n`)
    const text = rulesFile({
      budgets: watched,
      thresholds: alertThresholds(alerts),
      ...(options.runbookUrl === undefined ? {} : { runbookUrl: options.runbookUrl }),
    })
    return Promise.resolve(writeFiles({ 'costspan.yml': text }, options, io))
  },
}

interface GenerateRulesOptions extends FilesTarget {
  readonly config: string | undefined
  readonly runbookUrl: string | undefined
}

function rulesOptions(args: readonly string[]): GenerateRulesOptions {
  return asUsageError(() => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        config: { type: 'string' },
        out: { type: 'string', default: 'collector-config/prometheus/rules' },
        'runbook-url': { type: 'string' },
        check: { type: 'boolean', default: false },
      },
    })
    return { config: values.config, out: values.out, check: values.check, runbookUrl: values['runbook-url'] }
  })
}
