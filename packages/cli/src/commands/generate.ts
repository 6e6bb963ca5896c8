import type { Command, CommandIo } from './command.ts'
import { UsageError } from './usage-error.ts'

/** One word after `costspan generate`. */
export interface GenerateTarget {
  /** What `--help` prints. */
  readonly help: string
  /** Resolves with the exit code; throws a `UsageError` for arguments that make no sense. */
  run(args: readonly string[], io: CommandIo): Promise<number>
}

/** Loaded when they are asked for: they bring the price catalogue and what reads settings. */
const TARGETS: Readonly<Record<string, () => Promise<GenerateTarget>>> = {
  collector: async () => (await import('./generate-collector.ts')).generateCollector,
  rules: async () => (await import('./generate-rules.ts')).generateRules,
  dashboards: async () => (await import('./generate-dashboards.ts')).generateDashboards,
}

/** `costspan generate`: configuration of other tools, from the prices and settings that applications have. */
export const generate: Command = {
  name: 'generate',
  summary: 'write configurations of the OpenTelemetry Collector and of what stands behind it',
  help: async ([name]) => (await targetOf(name))?.help ?? overview(),
  async run([name, ...args], io) {
    const target = await targetOf(name)
    if (target !== undefined) return target.run(args, io)
    throw new UsageError(`expected one of ${Object.keys(TARGETS).join(', ')}, got ${name ?? 'nothing'}`)
  },
}

async function targetOf(name: string | undefined): Promise<GenerateTarget | undefined> {
  return name !== undefined && Object.hasOwn(TARGETS, name) ? TARGETS[name]?.() : undefined
}

function overview(): string {
  return `Usage: costspan generate <${Object.keys(TARGETS).join(' | ')}> [options]

Writes files for other tools, from the prices and the costspan.yaml that applications have.
costspan generate <what> --help says more.
`
}
