import type { Command, CommandIo } from './command.ts'
import { UsageError } from './usage-error.ts'

type Action = (args: readonly string[], io: CommandIo) => Promise<number>

/** By the word after `costspan budget`. Loaded when they are asked for: they bring the guard and what reads settings. */
const ACTIONS: Readonly<Record<string, () => Promise<Action>>> = {
  status: async () => (await import('./budget-status.ts')).budgetStatus,
  set: async () => (await import('./budget-set.ts')).budgetSet,
  reset: async () => (await import('./budget-reset.ts')).budgetReset,
  simulate: async () => (await import('./budget-simulate.ts')).budgetSimulate,
  suggest: async () => (await import('./budget-suggest.ts')).budgetSuggest,
}

/** `costspan budget`: what budgets have left, and what they would have done. */
export const budget: Command = {
  name: 'budget',
  summary: 'show, raise, reset and try out budgets',
  help: `Usage: costspan budget <action> [options]

Actions:
  status                   what each budget has spent and holds in its present windows
  set <budget> <limit>     another limit for the present window, such as "$10.00" or "2000 requests"
  reset <budget>           take what was spent in the present window off again
  simulate <calls>         what budgets would have refused of calls in a CSV file or in JSON lines
  suggest                  limits for a plan: price x (1 - target margin)

Options:
  --config <file>          the settings (default: COSTSPAN_CONFIG, then costspan.yaml)
  --per <window>           set, reset: only the limit of this window: hour, day, week, month, run
  --user <id>, --team <name>, --tenant <name>, --tier <name>, --feature <name>, --session <id>, --run <id>, --agent <name>
                           whose bucket, of a budget that is divided by it; never guessed from a part
  --limit <limit>          simulate: one budget for all, with --per and --scope, in place of those of the settings
  --scope <scope>          simulate: what --limit is divided by, such as "user x feature"
  --price <amount>         suggest: the price of the plan for a month
  --margin <percent>       suggest: the margin to keep
  --json                   print one line of JSON
  -h, --help               show this

A limit in costspan.yaml holds for good; \`set\` is for the rest of the present window, in all processes at once. Both need a
store that is shared: \`budgetStore\` in the settings. Ids are hashed in it, so that status shows other users' hashes only.

Calls for simulate have the columns (or keys) time, cost_usd and, as far as known, user, feature, team, tenant, tier, session,
run, model, input_tokens, output_tokens.

Exit code: 0; 1 when the store or a file cannot be read; 2 for wrong arguments.

Example:
  costspan budget simulate calls.csv --limit '$5.00' --per day --scope user
`,
  async run([name, ...args], io) {
    const load = name !== undefined && Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined
    if (load === undefined) {
      throw new UsageError(`expected one of ${Object.keys(ACTIONS).join(', ')}, got ${name ?? 'nothing'}`)
    }
    const action = await load()
    return action(args, io)
  },
}
