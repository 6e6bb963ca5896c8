import { runCommandLine } from '@costspan/cli'

/** What a command printed, and its exit code. */
export interface Printed {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs one command line in this process, as if its output went to a file. */
export async function runCostspan(...args: readonly string[]): Promise<Printed> {
  let stdout = ''
  let stderr = ''
  const exitCode = await runCommandLine(args, {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    env: {},
  })
  return { exitCode, stdout, stderr }
}
