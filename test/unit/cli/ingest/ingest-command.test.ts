import { openLedger } from '@costspan/cli'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runCostspan } from '../../../support/run-costspan.ts'

const LITELLM = fileURLToPath(new URL('../../../fixtures/ingest/litellm.csv', import.meta.url))
let folder = ''
let ledger = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'costspan-ingest-'))
  ledger = join(folder, 'new', 'ledger.duckdb')
})
afterEach(() => rmSync(folder, { recursive: true }))

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

describe('costspan ingest', () => {
  it('adds nothing when a file is ingested again', async () => {
    await runCostspan('ingest', '--ledger', ledger, LITELLM)
    const { stdout } = await runCostspan('ingest', '--ledger', ledger, LITELLM)
    expect(stdout).toBe(`${LITELLM} (litellm): 0 added, 3 known already, 1 rejected\n`)
  })

  it('reads packed files', async () => {
    const content = readFileSync(LITELLM)
    const files = [file('a.csv.gz', gzipSync(content)), file('b.csv.zst', zstdCompressSync(content))]
    const { stdout } = await runCostspan('ingest', '--ledger', ledger, ...files)
    expect(stdout).toBe(
      `${files[0]} (litellm): 3 added, 1 rejected\n${files[1]} (litellm): 0 added, 3 known already, 1 rejected\n`,
    )
  })

  it('goes on with the next file after one that it cannot read', async () => {
    const files = [
      file('unknown.csv', 'a,b\n1,2\n'),
      file('empty.csv', ''),
      file('cut.gz', gzipSync('a,b\n1,2\n').subarray(0, 12)),
      join(folder, 'missing.csv'),
      LITELLM,
    ]
    const { exitCode, stdout, stderr } = await runCostspan('ingest', '--ledger', ledger, ...files)
    expect([exitCode, stdout]).toEqual([1, `${LITELLM} (litellm): 3 added, 1 rejected\n`])
    expect(stderr.split('\n').map((line) => line.replaceAll(`${folder}/`, ''))).toEqual([
      'costspan ingest: unknown.csv: its columns (a, b) are of no format that is known: otlp, litellm, langfuse, openai-usage, anthropic-usage',
      'costspan ingest: empty.csv: it is empty',
      expect.stringMatching(/^costspan ingest: cut\.gz: it cannot be read: /),
      expect.stringMatching(/^costspan ingest: missing\.csv: it cannot be read: ENOENT/),
      `${LITELLM}, line 5: spend is "minus", expected a number that is not negative`,
      '',
    ])
  })

  it('says where a quote is missing instead of reading the rest as one cell', async () => {
    const heading = 'request_id,spend,prompt_tokens,startTime\n'
    const open = file('open.csv', `${heading}"${'x'.repeat(33 * 1024 * 1024)}`)
    const { exitCode, stderr } = await runCostspan('ingest', '--ledger', ledger, open)
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('line 2 does not end, a quote may be missing')])
  })

  it('keeps cells with line ends, and a user of ten thousand characters, as they are', async () => {
    const user = `${'<b>&"'.repeat(2000)}\r\nlast`
    const row = `id-1,0.5,10,2026-11-02T00:00:00Z,"${user.replaceAll('"', '""')}"\r\n`
    const path = file('long.csv', `\uFEFFrequest_id,spend,prompt_tokens,startTime,user\r\n${row}`)
    await runCostspan('ingest', '--ledger', ledger, path)
    const opened = await openLedger(ledger)
    expect((await opened.rows())[0]?.user).toBe(user)
    await opened.close()
  })

  it('drops calls older than --keep days and keeps what they cost', async () => {
    const { stderr } = await runCostspan('ingest', '--ledger', ledger, '--keep', '1', LITELLM)
    expect(stderr).toContain('3 calls older than 1 days dropped; their hourly sums stay.')
    const opened = await openLedger(ledger)
    expect([await opened.rows(), (await opened.sum())[0]?.nanoUsd]).toEqual([[], 1_232_000n])
    await opened.close()
  })

  it.each([
    [[], 'expected a file, got none'],
    [['--format', 'excel', 'x'], '--format is "excel", expected one of otlp, litellm'],
    [['--keep', '0', 'x'], '--keep is "0", expected a whole number of days'],
  ])('refuses the arguments %o', async (args, message) => {
    const { exitCode, stderr } = await runCostspan('ingest', '--ledger', ledger, ...args)
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(message)])
  })
})

describe('costspan export --parquet', () => {
  it('writes one row a call that other tools read', async () => {
    await runCostspan('ingest', '--ledger', ledger, LITELLM)
    const parquet = join(folder, "it's.parquet")
    const { exitCode, stdout } = await runCostspan('export', '--ledger', ledger, '--parquet', parquet)
    expect([exitCode, stdout]).toEqual([0, `${parquet}: 3 calls\n`])
    expect(readFileSync(parquet).subarray(0, 4).toString()).toBe('PAR1')
  })

  it('says in a sentence that the file cannot be written', async () => {
    await runCostspan('ingest', '--ledger', ledger, LITELLM)
    const parquet = join(folder, 'missing', 'x.parquet')
    const { exitCode, stderr } = await runCostspan('export', '--ledger', ledger, '--parquet', parquet)
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining(`${parquet} cannot be written`)])
  })

  it('says that there is no ledger', async () => {
    const { exitCode, stderr } = await runCostspan('export', '--ledger', ledger, '--parquet', 'x')
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('there is no ledger')])
  })
})
