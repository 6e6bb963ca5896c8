import { parseArgs } from 'node:util'
import { generateDashboards as dashboardFiles } from '../generate/dashboards/generate-dashboards.ts'
import type { GenerateTarget } from './generate.ts'
import { asUsageError } from './usage-error.ts'
import { writeFiles } from './write-files.ts'

/** `costspan generate dashboards`: dashboards for Grafana. */
export const generateDashboards: GenerateTarget = {
  help: `Usage: costspan generate dashboards [options]

Writes dashboards for Grafana: overview, features and teams, models and tokens, efficiency, budgets, single calls. They ask
the data sources whose uids are prometheus and tempo.

Options:
  --out <folder>   where to write (default: collector-config/grafana/dashboards)
  --check          write nothing; fail if a file would change
  -h, --help       show this

Exit code: 0; 1 when --check finds a difference; 2 for wrong arguments.

Example:
  costspan generate dashboards --out grafana/dashboards
`,
  run(args, io) {
    return Promise.resolve(writeFiles(dashboardFiles(), options(args), io))
  },
}

function options(args: readonly string[]): { readonly out: string; readonly check: boolean } {
  return asUsageError(() => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        out: { type: 'string', default: 'collector-config/grafana/dashboards' },
        check: { type: 'boolean', default: false },
      },
    })
    return values
  })
}
