import { execFile } from 'node:child_process'
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { diag } from '@opentelemetry/api'
import { createPriceBook } from '@costspan/cost/prices'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { startPriceRefresh } from '../../../../packages/node/src/prices/refresh-prices.ts'
import { temporaryFolder } from '../config/temporary-folder.ts'
import { priceFile } from './price-server.ts'
import { refreshBook } from './refreshed-book.ts'

describe('prices from a file', () => {
  it('hold from the start, and follow the file when it is written or replaced', async () => {
    const path = join(temporaryFolder({ 'prices.json': priceFile('acme-1', 2) }), 'prices.json')
    const { inputRate, problems } = refreshBook(path)
    await vi.waitUntil(() => inputRate() === 2_000_000n)
    writeFileSync(path, priceFile('acme-2', '$30'))
    await vi.waitUntil(() => inputRate() === 30_000_000n)
    writeFileSync(`${path}.new`, priceFile('acme-3', '$40'))
    renameSync(`${path}.new`, path)
    await vi.waitUntil(() => inputRate() === 40_000_000n)
    expect(problems).toEqual([])
  })

  it('are taken once while the file does not change', async () => {
    const path = join(temporaryFolder({ 'prices.json': priceFile('acme-1', 2) }), 'prices.json')
    const { book, inputRate } = refreshBook(path)
    const use = vi.spyOn(book, 'use')
    await vi.waitUntil(() => inputRate() === 2_000_000n)
    writeFileSync(path, priceFile('acme-2', '$30'))
    await vi.waitUntil(() => inputRate() === 30_000_000n)
    expect(use.mock.calls.map(([source]) => source.version)).toEqual(['acme-1', 'acme-2'])
  })

  it('stay as they were while the file is missing or wrong, each problem being told once', async () => {
    const path = join(temporaryFolder({ 'prices.json': priceFile('acme-1', 2) }), 'prices.json')
    const { inputRate, problems } = refreshBook(path)
    const prefix = `costspan: the prices of ${path} were not taken, the old ones stay: `
    await vi.waitUntil(() => inputRate() === 2_000_000n)
    rmSync(path)
    await vi.waitUntil(() => problems.length === 1)
    writeFileSync(path, '\uFEFF{}')
    await vi.waitUntil(() => problems.length === 2)
    writeFileSync(path, ' '.repeat(1024 * 1024 + 1))
    await vi.waitUntil(() => problems.length === 3)
    expect(inputRate()).toBe(2_000_000n)
    expect(problems).toEqual([
      `${prefix}ENOENT: no such file or directory, stat '${path}'`,
      `${prefix}$.format must be "costspan.prices/1", got undefined`,
      `${prefix}it is larger than 1048576 bytes`,
    ])
    writeFileSync(path, priceFile('acme-2', 3))
    await vi.waitUntil(() => inputRate() === 3_000_000n)
  })

  it('are not waited for from what is no file', async () => {
    const folder = temporaryFolder()
    const pipe = join(folder, 'pipe')
    await promisify(execFile)('mkfifo', [pipe])
    const { problems } = refreshBook(pipe)
    await vi.waitUntil(() => problems.length === 1)
    expect(problems).toEqual([`costspan: the prices of ${pipe} were not taken, the old ones stay: it is no file`])
  })

  it('do not harm the application when its diagnostics logger throws', async () => {
    const thrown = vi.fn<() => void>(() => {
      throw new Error('the logger is broken')
    })
    diag.setLogger(
      { error: thrown, warn: thrown, info: thrown, debug: thrown, verbose: thrown },
      { suppressOverrideMessage: true },
    )
    const refresh = startPriceRefresh(createPriceBook(), {
      from: join(temporaryFolder(), 'none.json'),
      everyMinutes: 0.0002,
    })
    onTestFinished(() => {
      refresh.stop()
      diag.disable()
    })
    // A rejection that nobody handles would fail this test, as it would end the application.
    await vi.waitFor(() => expect(thrown).toHaveBeenCalled())
  })

  it('do not keep a process alive', async () => {
    const { href } = new URL('../../../../packages/node/src/prices/refresh-prices.ts', import.meta.url)
    const program = `
      const { startPriceRefresh } = await import(${JSON.stringify(href)})
      const { createPriceBook } = await import('@costspan/cost/prices')
      startPriceRefresh(createPriceBook(), { from: ${JSON.stringify(join(temporaryFolder(), 'none.json'))} })
      console.log('done')
    `
    const args = ['--conditions=@costspan/source', '--input-type=module', '--eval', program]
    const { stdout } = await promisify(execFile)(process.execPath, args)
    expect(stdout).toBe('done\n')
  })
})
