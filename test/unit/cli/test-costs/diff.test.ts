import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openLedger } from '@costspan/cli'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { madeCall } from '../../../support/made-call.ts'
import { runCostspan } from '../../../support/run-costspan.ts'

interface Site {
  readonly feature: string
  readonly operation: string
  readonly models: readonly string[]
  readonly calls: number
  readonly unpricedCalls?: number
  readonly nanoUsd: string
}

function site(given: Partial<Site> = {}): Site {
  return { feature: 'search', operation: 'chat', models: ['gpt-4o-mini'], calls: 2, nanoUsd: '4000', ...given }
}

function test(name: string, ...sites: readonly Site[]): object {
  return { file: 'a.test.ts', name, calls: 1, nanoUsd: '0', sites }
}

describe('costspan diff', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'costspan-diff-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  async function file(name: string, content: unknown): Promise<string> {
    const path = join(folder, name)
    await writeFile(path, JSON.stringify(content))
    return path
  }

  async function compare(before: readonly object[], after: readonly object[], ...options: readonly string[]) {
    const [a, b] = [
      await file('a.json', { version: 1, tests: before }),
      await file('b.json', { version: 1, tests: after }),
    ]
    return runCostspan('diff', a, b, ...options)
  }

  /** Production called search a thousand times, and chat never. */
  async function production(): Promise<string> {
    const path = join(folder, 'production.duckdb')
    const ledger = await openLedger(path)
    const startUnixNano = BigInt(Date.now() - 3_600_000) * 1_000_000n
    await ledger.append(
      Array.from({ length: 1_000 }, () => madeCall({ feature: 'search', operation: 'chat', startUnixNano })),
    )
    await ledger.close()
    return path
  }

  it('multiplies the change of a call by the calls of production', async () => {
    const ledger = await production()
    const { exitCode, stdout } = await compare(
      [test('asks', site())],
      [test('asks', site({ models: ['gpt-4o'], nanoUsd: '2000004000' }))],
      '--ledger',
      ledger,
    )
    expect({ exitCode, lines: stdout.split('\n') }).toEqual({
      exitCode: 0,
      lines: [
        '<!-- costspan diff -->',
        '### LLM cost: +$1,000.00 in 30 days of production',
        '',
        '| feature | operation | models | a call before | now | calls in 30 days | change |',
        '| --- | --- | --- | ---: | ---: | ---: | ---: |',
        '| search | chat | gpt-4o-mini → gpt-4o | $0.000002 | $1.0000 | 1,000 | +$1,000.00 |',
        '',
      ],
    })
  })

  it('counts a second call where there was one', async () => {
    const { stdout } = await compare(
      [test('asks', site({ calls: 1, nanoUsd: '1000000' }))],
      [test('asks', site({ calls: 2, nanoUsd: '2000000' }))],
      '--ledger',
      await production(),
      '--json',
    )
    expect(JSON.parse(stdout)).toMatchObject({ productionNanoUsd: '1000000000', changes: [{ productionCalls: 1000 }] })
  })

  it('says that a place which production does not call is unknown, and not free', async () => {
    const { stdout } = await compare(
      [test('asks', site({ feature: 'chat' }))],
      [test('asks', site({ feature: 'chat', nanoUsd: '8000' }))],
      '--ledger',
      await production(),
    )
    expect(stdout).toContain('changes, of places that production has not called yet')
    expect(stdout).toContain('| unknown | unknown |')
  })

  it('says that a model without a price is unknown, and not a saving', async () => {
    const { stdout } = await compare(
      [test('asks', site()), test('plans', site({ feature: 'plan' }))],
      [
        test('asks', site({ models: ['new'], unpricedCalls: 2, nanoUsd: '0' })),
        test('plans', site({ feature: 'plan' })),
      ],
      '--ledger',
      await production(),
    )
    expect(stdout).toContain('### LLM cost: changes, of calls without a known price')
    expect(stdout).toContain('| search | chat | gpt-4o-mini → new | $0.000002 | unknown | 1,000 | unknown |')
  })

  it('leaves out tests that only one run has, and says how many', async () => {
    const { stdout } = await compare(
      [test('asks', site()), test('gone', site())],
      [test('asks', site()), test('new', site())],
    )
    expect(stdout).toBe(
      '<!-- costspan diff -->\n### LLM cost: no change\n\nTests that are new (1) or gone (1) are not compared.\n',
    )
  })

  it('exits with 1 when a change costs more than it may, and with 0 when it saves', async () => {
    const ledger = await production()
    const [cheap, dear] = [[test('asks', site())], [test('asks', site({ nanoUsd: '2000004000' }))]]
    const options = ['--ledger', ledger, '--fail-above', '$999.99']
    expect((await compare(cheap, dear, ...options)).exitCode).toBe(1)
    expect((await compare(dear, cheap, ...options)).exitCode).toBe(0)
  })

  describe('with --fail-above', () => {
    const unpriced = site({ models: ['new'], unpricedCalls: 2, nanoUsd: '0' })
    const limited = async (after: readonly Site[], before: readonly Site[] = [site()], ...options: readonly string[]) =>
      compare([test('asks', ...before)], [test('asks', ...after)], '--ledger', await production(), ...options)
    const limit = ['--fail-above', '$100'] as const

    it('fails for a model without a known price, which may cost anything, and names it', async () => {
      expect(await limited([unpriced], [site()], ...limit)).toMatchObject({
        exitCode: 3,
        stdout: expect.stringContaining('### LLM cost: changes, of calls without a known price'),
        stderr:
          'costspan diff: cannot tell whether the change is below --fail-above: search chat (no known price among gpt-4o-mini, new). --allow-unknown lets it pass\n',
      })
    })

    it('fails for a place that production has not called, and names it', async () => {
      const moved = site({ operation: 'generate_content', models: ['gemini-2.5-pro'], nanoUsd: '9000000000' })
      expect(await limited([moved], [site({ nanoUsd: '4000000' })], ...limit)).toMatchObject({
        exitCode: 3,
        stdout: expect.stringContaining('### LLM cost: -$2.00 in 30 days of production, and what production has not'),
        stderr: expect.stringContaining('search generate_content (no calls of gemini-2.5-pro in production)'),
      })
    })

    it('passes what nobody can tell when told to, and still fails for what is known to be too dear', async () => {
      expect((await limited([unpriced], [site()], ...limit, '--allow-unknown')).exitCode).toBe(0)
      const dear = site({ nanoUsd: '2000004000' })
      const [other, otherUnpriced] = [site({ feature: 'plan' }), { ...unpriced, feature: 'plan' }]
      const both = await limited([dear, otherUnpriced], [site(), other], ...limit, '--allow-unknown')
      expect(both.exitCode).toBe(1)
    })

    it('passes a place that is no longer called, whatever it cost', async () => {
      expect(await limited([], [unpriced], ...limit)).toMatchObject({ exitCode: 0, stderr: '' })
    })

    it('asks for the ledger without which no change has an amount', async () => {
      expect(await compare([test('asks', site())], [test('asks', site())], ...limit)).toMatchObject({
        exitCode: 2,
        stderr: expect.stringContaining('--fail-above needs --ledger'),
      })
    })
  })

  it('shows names as text, whatever is in them', async () => {
    const feature = String.raw`<img src=x>|\[a](b)@all`
    const { stdout } = await compare([test('asks', site({ feature }))], [test('asks', site({ feature, nanoUsd: '1' }))])
    expect(stdout).toContain(String.raw`| &lt;img src=x>\|\\\[a\](b)@&#8203;all |`)
  })

  it.each([
    [{ version: 2, tests: [] }, 'version'],
    [{ version: 1, tests: [test('asks', site({ nanoUsd: '-1' }))] }, 'expected whole nano-USD'],
    ['text', 'is no file of test costs'],
  ])('names what is wrong in %j', async (content, message) => {
    const path = await file('wrong.json', content)
    const { exitCode, stderr } = await runCostspan('diff', path, path)
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringContaining(message) })
  })

  it('asks for the file of a ledger, and tells nobody the password of a server', async () => {
    const address = 'clickhouse=http://me:secret@127.0.0.1:8123/otel'
    expect(await compare([test('asks', site())], [test('asks', site())], '--ledger', address)).toMatchObject({
      exitCode: 1,
      stderr: 'costspan diff: --ledger must be a file for this, and not a server (clickhouse=)\n',
    })
  })

  it('asks for two files', async () => {
    expect(await runCostspan('diff', 'one.json')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('expected two files of test costs, got 1'),
    })
  })
})
