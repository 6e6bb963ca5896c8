import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createLedger, runCommandLine, startReceiver } from '@costspan/cli'
import { describe, expect, it, vi } from 'vitest'

const MANIFEST = JSON.parse(readFileSync(new URL('../../../packages/cli/package.json', import.meta.url), 'utf8')) as {
  readonly version: string
}

async function costspan(...args: readonly string[]): Promise<{ exitCode: number; stdout: string; stderr: string }> {
  let stdout = ''
  let stderr = ''
  const exitCode = await runCommandLine(args, {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    env: process.env,
  })
  return { exitCode, stdout, stderr }
}

describe('wrong arguments end with exit code 2 and say what is wrong', () => {
  it.each([
    [['dve'], 'costspan: "dve" is not a command'],
    [[], 'Usage: costspan <command>'],
    [['dev', '--prot', '1'], "costspan dev: Unknown option '--prot'"],
    [['dev', 'app.mjs'], "costspan dev: Unexpected argument 'app.mjs'"],
    [['dev', '--port', 'http'], 'costspan dev: --port is "http", expected a whole number from 0 to 65535'],
    [['dev', '--port', '65536'], 'costspan dev: --port is "65536"'],
    [['dev', '--host', '0.0.0.0'], 'costspan dev: --host is "0.0.0.0", expected a loopback address'],
    [['dev', '--'], 'costspan dev: expected a command after --'],
    [['dev', '--port', '0', '--', 'no-such-program-here'], 'costspan dev: cannot run "no-such-program-here"'],
  ])('%j', async (args, message) => {
    const { exitCode, stdout, stderr } = await costspan(...args)
    expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 2, stdout: '', stderr: expect.stringContaining(message) })
  })
})

describe('help', () => {
  it.each([[['--help']], [['dev', '--help']], [['dev', '--port', '1', '-h']]])('is printed by %j', async (args) => {
    const { exitCode, stdout } = await costspan(...args)
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('Usage: costspan')])
  })
})

it('says which version it is', async () => {
  expect(await costspan('--version')).toEqual({ exitCode: 0, stdout: `${MANIFEST.version}\n`, stderr: '' })
})

it('goes on when nobody reads its output any more, and ends as it would have', async () => {
  const main = fileURLToPath(new URL('../../../packages/cli/src/main.ts', import.meta.url))
  const child = spawn(process.execPath, ['--conditions=@costspan/source', main, 'nonsense'], { stdio: 'pipe' })
  child.stdout.destroy()
  child.stderr.destroy()
  expect(await once(child, 'exit')).toEqual([2, null])
})

describe('costspan dev', () => {
  it('ends with exit code 1 and names the port that is in use', async () => {
    const other = await startReceiver({ sink: createLedger(), port: 0 })
    const { exitCode, stderr } = await costspan('dev', '--port', String(other.port))
    await other.close()
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining(`Port ${other.port} on 127.0.0.1 is in use`)])
  })

  it('reports what the calls of a command cost and ends with its exit code', async () => {
    const { exitCode, stdout } = await costspan(
      'dev',
      '--port',
      '0',
      '--json',
      '--',
      process.execPath,
      '-e',
      SENDS_A_CALL,
    )
    expect(exitCode).toBe(7)
    expect(JSON.parse(stdout)).toMatchObject({ total_nano_usd: '9007199254740993', calls: 1 })
  })

  it('prints a report for people without --json', async () => {
    const { stdout } = await costspan('dev', '--port', '0', '--', process.execPath, '-e', SENDS_A_CALL)
    expect(stdout).toContain('$9,007,199.254741  1 call')
  })

  it('lets no setting of the user send the telemetry of a command elsewhere', async () => {
    vi.stubEnv('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'http://127.0.0.1:1/elsewhere')
    vi.stubEnv('OTEL_EXPORTER_OTLP_PROTOCOL', 'grpc')
    const { stderr, exitCode } = await costspan('dev', '--port', '0', '--', process.execPath, '-e', CHECKS_ITS_SETTINGS)
    vi.unstubAllEnvs()
    expect([exitCode, stderr]).toEqual([0, expect.stringMatching(/^Dashboard: http:\S+\n$/)])
  })

  it('counts a signal that ended the command as shells do', async () => {
    const { exitCode } = await costspan('dev', '--port', '0', '--', process.execPath, '-e', 'process.kill(process.pid)')
    expect(exitCode).toBe(128 + 15)
  })
})

const CHECKS_ITS_SETTINGS = `
  const { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, OTEL_EXPORTER_OTLP_PROTOCOL } = process.env
  if (OTEL_EXPORTER_OTLP_TRACES_ENDPOINT !== undefined || OTEL_EXPORTER_OTLP_PROTOCOL !== 'http/protobuf') process.exit(1)
`

const SENDS_A_CALL = `
  const body = ${JSON.stringify(readFileSync(new URL('call-export.json', import.meta.url), 'utf8'))}
  const url = process.env.OTEL_EXPORTER_OTLP_ENDPOINT + '/v1/traces'
  fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json' } }).then(() => process.exit(7))
`
