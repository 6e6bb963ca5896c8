import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openLedger, runCommandLine } from '@costspan/cli'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { madeCall } from '../../../support/made-call.ts'

const CALLS = 6_000

describe('costspan whatif over many calls', () => {
  let folder: string
  let file: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'costspan-progress-'))
    file = join(folder, 'calls.duckdb')
    const ledger = await openLedger(file)
    const begin = Date.UTC(2026, 10, 1)
    await ledger.append(
      Array.from({ length: CALLS }, (_, index) =>
        madeCall({ startUnixNano: BigInt(begin + index * 1_000) * 1_000_000n, requestModel: 'gpt-4o' }),
      ),
    )
    await ledger.close()
  })
  afterAll(() => rm(folder, { recursive: true }))

  async function run(isTTY: boolean): Promise<string> {
    let stderr = ''
    const words = [
      'whatif',
      '--model',
      'gpt-4o=gpt-4o-mini',
      '--ledger',
      file,
      '--from',
      '2026-11-01',
      '--to',
      '2026-11-02',
    ]
    const exitCode = await runCommandLine(words, {
      stdout: { write: () => undefined },
      stderr: { isTTY, write: (text) => (stderr += text) },
      env: {},
    })
    expect(exitCode).toBe(0)
    return stderr
  }

  it('shows on a terminal how far it is, and takes that away', async () => {
    const shown = await run(true)
    expect(shown).toMatch(/ 5 % {2}5000 calls/)
    expect(shown.endsWith('\u001B[1A\r\u001B[0J')).toBe(true)
  })

  it('shows nothing of it elsewhere', async () => {
    expect(await run(false)).toBe('')
  })
})
