import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { startFakeProvider, type FakeProvider } from '@costspan-test/fake-provider'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type OtlpReceiver, startOtlpReceiver } from '../../support/otlp-receiver.ts'
import { type AppEnd, startApp } from '../../support/run-app.ts'

const REGISTER = ['--import', '@costspan/node/register']
const app = (name: string): URL => new URL(`apps/${name}`, import.meta.url)

let provider: FakeProvider
beforeAll(async () => {
  provider = await startFakeProvider()
})
afterAll(() => provider.close())
beforeEach(() => provider.reset())

const providerEnv = () => ({ OPENAI_BASE_URL: provider.openaiUrl, OPENAI_API_KEY: 'test-key' })

async function run(name: string, receiver: OtlpReceiver, env: Record<string, string> = {}): Promise<AppEnd> {
  return startApp(app(name), REGISTER, { ...providerEnv(), ...receiver.env, ...env }).ended
}

describe('--import @costspan/node/register', () => {
  it.each(['calls.mjs', 'calls.cjs'])('meters an application that knows nothing of it: %s', async (name) => {
    await using receiver = await startOtlpReceiver()

    const end = await run(name, receiver)

    expect(end).toEqual({ code: 0, signal: null, stdout: 'made 1\n', stderr: '' })
    const [span, ...others] = receiver.spans
    expect(others).toEqual([])
    expect(span?.name).toBe('chat gpt-4o')
    expect(span?.attributes['costspan.cost.nano_usd']).toBe(Number(provider.bill().totalNanoUsd))
    expect(receiver.nanoUsd('costspan.cost')).toBe(Number(provider.bill().totalNanoUsd))
  })

  it('lets an application load a file of a package by its path, though the package exports no entry', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'costspan-no-entry-'))
    const openai = join(folder, 'node_modules/openai')
    await mkdir(openai, { recursive: true })
    await writeFile(
      join(openai, 'package.json'),
      JSON.stringify({ name: 'openai', exports: { './part': './part.mjs' } }),
    )
    await writeFile(join(openai, 'part.mjs'), "export const part = 'loaded'")
    const main = pathToFileURL(join(folder, 'main.mjs'))
    await writeFile(
      main,
      `const { part } = await import(${JSON.stringify(`${pathToFileURL(openai).href}/part.mjs`)}); console.log(part)`,
    )

    const env = { OTEL_TRACES_EXPORTER: 'none', OTEL_METRICS_EXPORTER: 'none' }
    const end = await startApp(main, REGISTER, env).ended
    await rm(folder, { recursive: true })
    expect(end).toEqual({ code: 0, signal: null, stdout: 'loaded\n', stderr: '' })
  })

  it('counts every dollar when one trace in a hundred is kept', async () => {
    await using receiver = await startOtlpReceiver()

    await run('calls.mjs', receiver, {
      CALLS: '600',
      OTEL_TRACES_SAMPLER: 'traceidratio',
      OTEL_TRACES_SAMPLER_ARG: '0.01',
    })

    expect(receiver.spans.length).toBeLessThan(40)
    expect(receiver.total('costspan.calls')).toBe(600)
    expect(receiver.nanoUsd('costspan.cost')).toBe(Number(provider.bill().totalNanoUsd))
  })

  it('names each process, so that the counters of two replicas do not fall into one series', async () => {
    await using receiver = await startOtlpReceiver()

    await Promise.all([run('calls.mjs', receiver), run('calls.mjs', receiver, { OTEL_SERVICE_NAME: 'shop' })])

    const [one, other] = receiver.spans.map(({ resource }) => resource)
    expect(one?.['service.instance.id']).toMatch(/^[0-9a-f-]{36}$/)
    expect(one?.['service.instance.id']).not.toBe(other?.['service.instance.id'])
    expect(receiver.spans.map(({ resource }) => resource['service.name'])).toContain('shop')
  })

  it('hands over what is pending when it is ended by a signal, and the process ends as it would have', async () => {
    await using receiver = await startOtlpReceiver()
    const running = startApp(app('calls.mjs'), REGISTER, { ...providerEnv(), ...receiver.env, STAY: 'yes' })
    await running.printed('made 1')
    running.process.kill('SIGTERM')

    const end = await running.ended
    expect([end.code, end.signal]).toEqual([null, 'SIGTERM'])
    expect(receiver.spans).toHaveLength(1)
    expect(receiver.total('costspan.calls')).toBe(1)
  })

  it('leaves an application that handles the signal in charge of how it ends', async () => {
    await using receiver = await startOtlpReceiver()
    const running = startApp(app('handles-sigterm.mjs'), REGISTER, { ...providerEnv(), ...receiver.env })
    await running.printed('made 1')
    running.process.kill('SIGTERM')

    const end = await running.ended
    expect([end.code, end.signal, end.stdout]).toEqual([7, null, 'made 1\nclosing\n'])
    expect(receiver.spans).toHaveLength(1)
  })

  it('records pseudonyms where that is asked for, and does not start without a key for them', async () => {
    await using receiver = await startOtlpReceiver()
    const env = { COSTSPAN_CONFIG: fileURLToPath(new URL('pseudonyms.yaml', import.meta.url)) }

    const keys = { COSTSPAN_PSEUDONYM_KEYS: '2026-11=a secret of some length' }
    const [end, without] = await Promise.all([
      run('with-user.mjs', receiver, { ...env, ...keys }),
      run('with-user.mjs', receiver, env),
    ])

    expect([end.code, end.stderr]).toEqual([0, ''])
    expect(receiver.spans.map(({ attributes }) => attributes['user.id'])).toEqual([
      expect.stringMatching(/^2026-11\.[\w-]{24}$/),
    ])
    expect([without.code, without.stderr]).toEqual([1, expect.stringContaining('COSTSPAN_PSEUDONYM_KEYS')])
  })

  it('does nothing when OpenTelemetry is disabled', async () => {
    await using receiver = await startOtlpReceiver()

    const end = await run('calls.mjs', receiver, { OTEL_SDK_DISABLED: 'true' })

    expect([end.code, end.stdout]).toEqual([0, 'made 1\n'])
    expect([receiver.spans, receiver.points]).toEqual([[], []])
  })

  it('leaves out the SDKs that OpenTelemetry is told to', async () => {
    await using receiver = await startOtlpReceiver()

    await run('calls.mjs', receiver, { OTEL_NODE_DISABLED_INSTRUMENTATIONS: 'http,openai' })

    expect(receiver.spans).toEqual([])
  })
})

describe('an application whose telemetry fails', () => {
  it('ends well, with the answer it would have had, when the endpoint is down', async () => {
    const end = await startApp(app('calls.mjs'), REGISTER, {
      ...providerEnv(),
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
      OTEL_EXPORTER_OTLP_TIMEOUT: '500',
    }).ended

    expect([end.code, end.stdout]).toEqual([0, 'made 1\n'])
  })

  it('is metered as ever when nothing can be written to disk', async () => {
    await using receiver = await startOtlpReceiver()

    // Whoever would write to a temporary or home folder meets a device that is always full.
    const end = await run('calls.mjs', receiver, { TMPDIR: '/dev/full', HOME: '/dev/full' })

    expect([end.code, end.stdout]).toEqual([0, 'made 1\n'])
    expect(receiver.spans).toHaveLength(1)
  })
})

describe('register in code', () => {
  it('is idempotent, takes own prices, and survives a listener that throws', async () => {
    await using receiver = await startOtlpReceiver()

    const end = await startApp(app('in-code.mjs'), [], { ...providerEnv(), ...receiver.env }).ended

    // 12 input and 40 output tokens at a dollar a million.
    expect(JSON.parse(end.stdout)).toEqual({ same: true, costs: ['52000'] })
    expect(end.code).toBe(0)
    expect(receiver.nanoUsd('costspan.cost')).toBe(52_000)
    expect(receiver.spans).toHaveLength(1)
  })

  it('warns of options that come too late, because a budget among them would hold nothing', async () => {
    await using receiver = await startOtlpReceiver()

    const end = await startApp(app('in-code.mjs'), REGISTER, { ...providerEnv(), ...receiver.env }).ended

    expect(end.stderr).toMatch(/register\(\) was called before.*ignores: prices, onCost\n/)
    expect(JSON.parse(end.stdout)).toEqual({ same: true, costs: [] })
  })
})
