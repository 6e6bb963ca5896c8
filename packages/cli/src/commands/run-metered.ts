import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { constants } from 'node:os'
import type { CommandIo } from './command.ts'
import { telemetryEnv, type TelemetryTarget } from './telemetry-env.ts'
import { UsageError } from './usage-error.ts'

/**
 * Runs a program with its telemetry sent to a receiver, and resolves with its exit code (128 + signal number when a signal
 * ended it, as shells count). What it prints goes to standard error: standard output is for the report.
 */
export async function runMetered(
  command: readonly [string, ...string[]],
  receiver: TelemetryTarget,
  io: CommandIo,
): Promise<number> {
  const [program, ...args] = command
  const child = spawn(program, args, { stdio: ['inherit', 2, 2], env: { ...io.env, ...telemetryEnv(receiver) } })
  const forward = (signal: NodeJS.Signals): void => void child.kill(signal)
  process.on('SIGTERM', forward).on('SIGINT', waitForChild)
  try {
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null]
    return code ?? 128 + (signal === null ? 0 : constants.signals[signal])
  } catch (cause) {
    throw new UsageError(`cannot run "${program}": ${String(cause)}`, { cause })
  } finally {
    process.off('SIGTERM', forward).off('SIGINT', waitForChild)
  }
}

/** Ctrl-C reaches the program by itself, because it is in the same group of the terminal; its end is what ends us. */
function waitForChild(): void {}
