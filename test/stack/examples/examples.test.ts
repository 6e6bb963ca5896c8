import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'

const run = promisify(execFile)

describe('each example that needs real servers runs with npm start, and costs what the provider bills:', () => {
  it.each([
    ['python-service', [], /✓ the provider billed {2}\d+ nano-USD\n$/],
    ['traces', ['--once'], /✓ one trace of \d+ nano-USD, as billed:\n {2}Jaeger {2}http.*\n {2}Tempo {3}http/],
  ])('%s', { timeout: 300_000 }, async (example, args, printed) => {
    const cwd = fileURLToPath(new URL(`../../../examples/${example}`, import.meta.url))
    const { stdout } = await run('npm', ['start', '--silent', '--', ...args], { cwd })
    expect(stdout).toMatch(printed)
  })
})
