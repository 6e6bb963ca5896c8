import { createLedger, type Ledger, LedgerError, openLedger } from '@costspan/cli'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openInstance } from '../../../../packages/cli/src/ledger/duckdb/open-instance.ts'
import { withMemoryAdvice } from '../../../../packages/cli/src/ledger/duckdb/with-memory-advice.ts'
import { anyCalls } from '../../../contract/ledger/any-call.ts'
import { madeCall } from '../../../support/made-call.ts'

const APPEND_FOREVER = fileURLToPath(new URL('append-forever.mjs', import.meta.url))

let folder = ''
let file = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'costspan-ledger-'))
  file = join(folder, 'ledger.duckdb')
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

describe('the ledger in a file', () => {
  it('has after it is opened again what it had before, however it is asked', async () => {
    const calls = [5n, 7n].map((nanoUsd) => madeCall({ nanoUsd, feature: 'search', user: 'alice' }))
    await withLedger(file, async (ledger) => ledger.append(calls))
    await withLedger(file, async (ledger) => {
      // By feature it is answered from hourly sums, by user from rows.
      for (const by of [['feature'], ['user']] as const) {
        expect(await ledger.sum({ by })).toMatchObject([{ calls: 2, nanoUsd: 12n }])
      }
      expect(
        await ledger.append([...calls, madeCall({ nanoUsd: 1n, feature: 'search', user: 'alice' })]),
      ).toMatchObject({ added: 1, known: 2 })
      for (const by of [['feature'], ['user']] as const) {
        expect(await ledger.sum({ by })).toMatchObject([{ calls: 3, nanoUsd: 13n }])
      }
    })
  })

  it('adds up any window, whatever of it is in hourly sums already', async () => {
    const window = fc.tuple(fc.nat({ max: 80 * 60 }), fc.nat({ max: 80 * 60 }))
    const firstMinute = Math.floor(1_790_000_000_000 / 60_000) - 60
    await fc.assert(
      fc.asyncProperty(anyCalls(), anyCalls(), window, async (before, after, [from, length]) => {
        const path = join(mkdtempSync(join(folder, 'case-')), 'ledger.duckdb')
        await withLedger(path, async (ledger) => ledger.append(before))
        const model = createLedger()
        for (const call of [...before, ...after]) model.addCall(call)
        const asked = { fromMillis: (firstMinute + from) * 60_000, toMillis: (firstMinute + from + length) * 60_000 }
        await withLedger(path, async (ledger) => {
          await ledger.append(after)
          for (const by of [[], ['feature'], ['user']] as const) {
            expect(await ledger.sum({ ...asked, by })).toEqual(await model.sum({ ...asked, by }))
            const hours = { ...asked, by, step: 'hour' } as const
            expect(await ledger.series(hours)).toEqual(await model.series(hours))
          }
        })
      }),
      { numRuns: 5 },
    )
  })

  it('counts calls that come after all rows were forgotten', async () => {
    const old = madeCall({ nanoUsd: 5n, startUnixNano: 1_700_000_000_000_000_000n })
    await withLedger(file, async (ledger) => {
      await ledger.append([old])
      await ledger.forgetBefore(1_750_000_000_000)
      await ledger.append([madeCall({ nanoUsd: 7n })])
      expect(await ledger.sum({ by: ['feature'] })).toMatchObject([{ calls: 2, nanoUsd: 12n }])
    })
    await withLedger(file, async (ledger) => expect((await ledger.sum())[0]?.nanoUsd).toBe(12n))
  })

  it('stays in use when amounts together are beyond 64 bits', async () => {
    const most = 2n ** 63n - 1n
    await withLedger(file, async (ledger) => ledger.append([madeCall({ nanoUsd: most }), madeCall({ nanoUsd: most })]))
    await withLedger(file, async (ledger) => {
      expect((await ledger.sum())[0]).toMatchObject({ calls: 2, nanoUsd: most })
      expect(await ledger.append([madeCall()])).toMatchObject({ added: 1 })
    })
  })

  it('is read by several at once', async () => {
    await withLedger(file, async (ledger) => ledger.append([madeCall({ nanoUsd: 5n })]))
    const child = spawnNode(
      `const ledger = await (await import('@costspan/cli')).openLedger(${JSON.stringify(file)}, { readOnly: true })
       console.log((await ledger.sum())[0].nanoUsd)
       process.stdin.once('data', () => process.exit())`,
    )
    expect(await firstLine(child)).toBe('5n')
    const opened = await openLedger(file, { readOnly: true })
    expect((await opened.sum())[0]?.nanoUsd).toBe(5n)
    await opened.close()
    child.kill()
    await once(child, 'exit')
  })

  it('keeps every batch that was acknowledged when its process is killed', async () => {
    const child = spawn(process.execPath, ['--conditions=@costspan/source', APPEND_FOREVER, file], { stdio: 'pipe' })
    let acknowledged = 0
    for await (const line of createInterface(child.stdout)) {
      acknowledged = Number(line)
      if (acknowledged >= 3000) child.kill('SIGKILL')
    }
    await withLedger(file, async (ledger) => {
      const [total] = await ledger.sum()
      const lastBatch = 500
      expect(total?.calls).toBeGreaterThanOrEqual(acknowledged)
      expect([total?.calls, total?.calls]).toEqual([Number(total?.nanoUsd), (await ledger.extent())?.rows])
      expect((total?.calls ?? 0) % lastBatch).toBe(0)
    })
  })

  it('is written by one process at a time, and says which one has it', async () => {
    const child = spawn(process.execPath, ['--conditions=@costspan/source', APPEND_FOREVER, file], { stdio: 'pipe' })
    await firstLine(child)
    await expect(openLedger(file)).rejects.toThrow(
      new RegExp(
        `^The ledger .*ledger.duckdb is in use by another process, .*\\(PID ${child.pid}\\): one process writes`,
      ),
    )
    child.kill('SIGKILL')
    await once(child, 'exit')
  })

  it('is opened once in a process', async () => {
    await withLedger(file, async () => {
      await expect(openLedger(file)).rejects.toThrow('is open in this process already')
    })
    await withLedger(file, async (ledger) => expect(await ledger.sum()).toEqual([]))
  })

  it('loses nothing but the batch under way when its log is cut off', async () => {
    const child = spawn(process.execPath, ['--conditions=@costspan/source', APPEND_FOREVER, file], { stdio: 'pipe' })
    await firstLine(child)
    child.kill('SIGKILL')
    await once(child, 'exit')
    const log = `${file}.wal`
    truncateSync(log, statSync(log).size - 10)
    await withLedger(file, async (ledger) => expect(((await ledger.sum())[0]?.calls ?? 0) % 500).toBe(0))
  })

  it.each([
    ['that is cut off', (path: string) => truncateSync(path, 6000), /cannot be opened, it may be damaged/],
    [
      'that is something else',
      (path: string) => writeFileSync(path, 'a,b\n1,2\n'.repeat(1000)),
      /is no ledger: it is not a DuckDB file/,
    ],
  ])('refuses a file %s with a sentence, and leaves it as it is', async (_name, damage, message) => {
    await withLedger(file, async (ledger) => ledger.append([madeCall()]))
    damage(file)
    copyFileSync(file, `${file}.copy`)
    const error = await openLedger(file).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(LedgerError)
    expect(String(error)).toMatch(message)
    expect(readFileSync(file).equals(readFileSync(`${file}.copy`))).toBe(true)
  })

  it.each([
    [1, 'from before the first release, this version reads 2: move it away, and fill a new one with costspan ingest.'],
    [3, 'which a later version of costspan wrote, this one reads 2: update costspan.'],
  ])('refuses format %i, says what helps, and leaves it as it is', async (version, help) => {
    await withLedger(file, async (ledger) => ledger.append([madeCall()]))
    await setFormat(version)
    copyFileSync(file, `${file}.copy`)
    for (const readOnly of [true, false]) {
      await expect(openLedger(file, { readOnly })).rejects.toThrow(
        new LedgerError(`The ledger ${file} has format ${version}, ${help}`),
      )
    }
    expect(readFileSync(file).equals(readFileSync(`${file}.copy`))).toBe(true)
  })

  it.each([
    [{ memoryMegabytes: 12 }, 'memoryMegabytes is 12, expected a whole number of megabytes, 128 or more'],
    [{ threads: 0 }, 'threads is 0, expected a whole number, 1 or more'],
  ])('refuses %j', async (options, message) => {
    await expect(openLedger(file, options)).rejects.toThrow(new TypeError(message))
    expect(existsSync(file)).toBe(false)
  })

  it('has the limit of memory that its caller says, or else the environment', async () => {
    vi.stubEnv('COSTSPAN_LEDGER_MEMORY_MB', '200 MB')
    await (await openLedger(file, { memoryMegabytes: 128 })).close()
    await expect(openLedger(file)).rejects.toThrow(
      new LedgerError('COSTSPAN_LEDGER_MEMORY_MB is "200 MB", expected a whole number of megabytes, 128 or more'),
    )
  })

  it('says what helps when a question needs more memory than there is', async () => {
    vi.stubEnv('COSTSPAN_LEDGER_MEMORY_MB', '128')
    const { instance, release } = await openInstance(file, {})
    const connection = await instance.connect()
    const question = withMemoryAdvice(() =>
      connection.run("SET temp_directory = ''; SELECT list(random()) FROM range(100_000_000)"),
    )
    await expect(question).rejects.toThrow(/^The database of the ledger needs more memory.*COSTSPAN_LEDGER_MEMORY_MB/)
    connection.closeSync()
    release()
  })

  it('is not made by asking', async () => {
    await expect(openLedger(file, { readOnly: true })).rejects.toThrow('There is no ledger at')
  })
})

async function setFormat(version: number): Promise<void> {
  const { instance, release } = await openInstance(file, {})
  const connection = await instance.connect()
  await connection.run(`UPDATE ledger_facts SET value = ${version} WHERE name = 'schema_version'`)
  connection.closeSync()
  release()
}

async function withLedger<Result>(path: string, work: (ledger: Ledger) => Promise<Result>): Promise<Result> {
  const ledger = await openLedger(path)
  try {
    return await work(ledger)
  } finally {
    await ledger.close()
  }
}

function spawnNode(code: string): ChildProcess {
  return spawn(process.execPath, ['--conditions=@costspan/source', '--input-type=module', '-e', code], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
}

async function firstLine({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error('The process has no output')
  for await (const line of createInterface(stdout)) return line
  throw new Error('The process ended without a line')
}
