import { createInterface } from 'node:readline/promises'
import type { Change, Proposal } from '../init/change.ts'
import { paletteFor } from '../reports/palette.ts'
import type { Command, CommandIo } from './command.ts'
import { initOptions, type InitOptions } from './init-options.ts'
import { asUsageError } from './usage-error.ts'

/** `costspan init`: from an application to its first priced call. */
export const init: Command = {
  name: 'init',
  summary: 'switch metering on in an application, and show its first priced call',
  help: `Usage: costspan init [folder] [options] [-- command ...]

Looks which LLM SDKs an application has and how it is started, shows what it would change (a package, the scripts that start
Node.js, a costspan.yaml; for Next.js an instrumentation file), and changes it when you agree. With a command after --, runs it
and ends it at the first LLM call, which is shown with its price, line by line.

Options:
  --yes             agree without being asked
  --no-install      leave the installing of packages to you
  --json            print the proposal as one line of JSON, and change nothing
  -h, --help        show this

Exit code: 0; 1 when no SDK is found that is metered, a change fails, or no call is seen; 2 for wrong arguments.

Example:
  npx @costspan/cli init -- npm start
`,
  async run(args, io) {
    const given = initOptions(args)
    const { readProject } = await import('../init/read-project.ts')
    const { proposeChanges } = await import('../init/propose-changes.ts')
    const proposal = wanted(proposeChanges(asUsageError(() => readProject(given.folder))), given)
    if (proposal.sdks.length === 0) {
      io.stderr.write(`costspan init: no LLM SDK that is metered is among the dependencies of ${given.folder}\n`)
      return 1
    }
    if (given.json) {
      io.stdout.write(`${JSON.stringify(proposal)}\n`)
      return 0
    }
    const isDone = await makeChanges(proposal, given, io)
    if (!isDone) return 1
    return given.command === undefined ? nextStep(io) : showFirstCall(given.command, given.folder, io)
  },
}

/** What is not to be installed by us is said instead. */
function wanted(proposal: Proposal, { install }: InitOptions): Proposal {
  if (install) return proposal
  const isInstall = (change: Change): change is Extract<Change, { kind: 'install' }> => change.kind === 'install'
  return {
    ...proposal,
    changes: proposal.changes.filter((change) => !isInstall(change)),
    advice: [
      ...proposal.advice,
      ...proposal.changes.filter(isInstall).map(({ command }) => `Run ${command.join(' ')}.`),
    ],
  }
}

async function makeChanges(proposal: Proposal, given: InitOptions, io: CommandIo): Promise<boolean> {
  const { renderProposal } = await import('../init/render-proposal.ts')
  io.stdout.write(renderProposal(proposal, paletteFor(io.stdout, io.env)))
  if (proposal.changes.length === 0) return true
  if (!given.yes && !(await agrees(io))) {
    io.stderr.write('costspan init: nothing was changed (--yes agrees)\n')
    return false
  }
  try {
    const { applyChanges } = await import('../init/apply-changes.ts')
    await applyChanges(given.folder, proposal.changes)
    return true
  } catch (error) {
    io.stderr.write(`costspan init: ${error instanceof Error ? error.message : String(error)}\n`)
    return false
  }
}

/** Nobody is there to agree where output goes to a file. */
async function agrees({ stdout }: CommandIo): Promise<boolean> {
  if (stdout.isTTY !== true) return false
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return /^y(?:es)?$/i.test((await terminal.question('Change this? [y/N] ')).trim())
  } finally {
    terminal.close()
  }
}

function nextStep({ stdout }: CommandIo): number {
  stdout.write('\nSee what it spends: npx @costspan/cli dev --ledger costspan.duckdb -- npm start\n')
  return 0
}

async function showFirstCall(command: readonly [string, ...string[]], folder: string, io: CommandIo): Promise<number> {
  const { startReceiver } = await import('../receiver/start-receiver.ts')
  const { firstCall } = await import('../init/first-call.ts')
  const { runGroup } = await import('../init/run-group.ts')
  const { telemetryEnv } = await import('./telemetry-env.ts')
  const first = firstCall()
  const receiver = await startReceiver({ sink: first.sink, port: 0 })
  // Spans leave at once, so that nobody waits for the five seconds in which they are gathered by default.
  const env = { ...io.env, ...telemetryEnv({ url: receiver.url, token: undefined }), OTEL_BSP_SCHEDULE_DELAY: '100' }
  io.stderr.write(`\nRunning ${command.join(' ')}, until its first call ...\n`)
  const group = runGroup(command, { cwd: folder, env })
  try {
    const call = await Promise.race([first.call, group.ended])
    if (typeof call === 'string') {
      io.stderr.write(`costspan init: ${command.join(' ')} ended without an LLM call (${call})\n`)
      return 1
    }
    const { createPriceBook } = await import('@costspan/cost/prices')
    const { describeCall } = await import('../init/describe-call.ts')
    io.stdout.write(`\nFirst call: ${describeCall(call, createPriceBook())}`)
    return 0
  } finally {
    if ((await group.end()) === 'killed') {
      io.stderr.write(`costspan init: ${command.join(' ')} did not end when it was asked to, and was killed\n`)
    }
    await receiver.close()
  }
}
