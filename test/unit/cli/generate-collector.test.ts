import { runCommandLine } from '@costspan/cli'
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'

const AT = '2026-11-22T12:00:00Z'
const FILES = [
  'agent.yaml',
  'clickhouse-reports.sql',
  'clickhouse.yaml',
  'gateway.yaml',
  'kafka-agent.yaml',
  'kafka.yaml',
]

describe('costspan generate collector', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'costspan-generate-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  async function generate(...args: readonly string[]): Promise<{ status: number; out: string; err: string }> {
    const written = { out: '', err: '' }
    const status = await runCommandLine(['generate', 'collector', ...args], {
      stdout: { write: (text) => (written.out += text) },
      stderr: { write: (text) => (written.err += text) },
      env: {},
    })
    return { status, ...written }
  }

  it('writes all files, each of them YAML with pipelines', async () => {
    const { status } = await generate('--at', AT, '--out', folder)
    expect(status).toBe(0)
    expect(readdirSync(folder)).toEqual(FILES)
    for (const name of FILES.filter((file) => file.endsWith('.yaml'))) {
      const document: unknown = parse(readFileSync(join(folder, name), 'utf8'))
      expect(document).toMatchObject({ receivers: {}, exporters: {}, service: { pipelines: {} } })
    }
  })

  it('finds with --check that files are stale, and writes nothing', async () => {
    await generate('--at', AT, '--out', folder)
    expect(await generate('--at', AT, '--out', folder, '--check')).toMatchObject({ status: 0, out: '' })
    appendFileSync(join(folder, 'agent.yaml'), '# edited\n')
    const { status, out } = await generate('--at', AT, '--out', folder, '--check')
    expect({ status, out }).toEqual({ status: 1, out: `${join(folder, 'agent.yaml')} would change\n` })
    expect(readFileSync(join(folder, 'agent.yaml'), 'utf8')).toMatch(/# edited\n$/)
  })

  it('writes names of a draft only when asked', async () => {
    await generate('--at', AT, '--out', folder)
    const written = 'set(span.attributes["gen_ai.usage.cost.amount"]'
    expect(readFileSync(join(folder, 'gateway.yaml'), 'utf8')).not.toContain(written)
    await generate('--at', AT, '--out', folder, '--draft-names')
    expect(readFileSync(join(folder, 'gateway.yaml'), 'utf8')).toContain(written)
  })

  it('has names among the exact ones that calls have all the time and catalogues know by a pattern only', async () => {
    await generate('--at', AT, '--out', folder)
    const gateway = readFileSync(join(folder, 'gateway.yaml'), 'utf8')
    expect(gateway).toContain('"claude-sonnet-4-5-20250929":')
    expect(gateway).toContain('"us.anthropic.claude-sonnet-4-5-20250929-v1:0":')
    expect(gateway).not.toContain('"claude-sonnet-4-5-v1:0":')
  })

  it('tells when the next price changes', async () => {
    const settings = join(folder, 'costspan.yaml')
    writeFileSync(settings, 'prices: [{ model: acme, from: "2026-12-01", input: 1, output: 2 }]\n')
    const { err } = await generate('--at', AT, '--out', folder, '--config', settings)
    expect(err).toBe('A price changes on 2026-12-01: run this again then.\n')
    rmSync(settings)
  })

  it.each([
    [['--metrics', 'statsd'], '--metrics is "statsd", expected otlp or prometheus'],
    [['--collector-version', '0.120.0'], '--collector-version is "0.120.0", expected a release from 0.155.0 on'],
    [['--collector-version', 'latest'], '--collector-version is "latest", expected a release from 0.155.0 on'],
    [['--keep-percent', '101'], '--keep-percent is "101", expected a number from 0 to 100'],
    [['--keep-above', 'much'], '--keep-above is "much", expected USD'],
    [['--keep-slower', '-1'], '--keep-slower'],
    [['--at', 'tomorrow'], '--at is "tomorrow", expected a day or an instant'],
    [['--config', 'nowhere.yaml'], 'nowhere.yaml'],
    [['--unknown'], '--unknown'],
  ])('refuses %j', async (args, message) => {
    const { status, err } = await generate('--out', folder, ...args)
    expect(status).toBe(2)
    expect(err).toContain(message)
  })

  it('explains itself', async () => {
    expect(await generate('--help')).toMatchObject({
      status: 0,
      out: expect.stringContaining('--collector-version') as string,
    })
  })
})
