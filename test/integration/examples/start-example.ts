import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const EXAMPLES = new URL('../../../examples/', import.meta.url)

/** Runs an example by `npm start`, as its README says, without a key of anybody. */
export async function startExample(example: string): Promise<{ readonly code: number; readonly output: string }> {
  // What `costspan dev` hands over of the application goes to standard error, before the sums.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(?:OTEL_|OPENAI_|ANTHROPIC_|VITEST|NODE_OPTIONS)/.test(name)),
  )
  const cwd = fileURLToPath(new URL(example, EXAMPLES))
  return run('npm', ['start', '--silent'], { cwd, env }).then(
    ({ stdout, stderr }) => ({ code: 0, output: `${stderr}${stdout}` }),
    (error: { readonly code: number; readonly stdout: string; readonly stderr: string }) => ({
      code: error.code,
      output: `${error.stderr}${error.stdout}`,
    }),
  )
}
