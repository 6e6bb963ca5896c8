import { execFile } from 'node:child_process'
import { copyFile, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { startFakeProvider } from '@costspan-test/fake-provider'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const run = promisify(execFile)
const ROOT = new URL('../../../', import.meta.url)
const COSTSPAN = fileURLToPath(new URL('packages/cli/src/main.ts', ROOT))

describe('costspan init with a command', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'costspan-init-'))
    await symlink(fileURLToPath(new URL('node_modules', ROOT)), join(folder, 'node_modules'))
    await copyFile(new URL('app.mjs', import.meta.url), join(folder, 'app.mjs'))
    await writeFile(
      join(folder, 'package.json'),
      JSON.stringify({ scripts: { start: 'node app.mjs' }, dependencies: { openai: '7', '@costspan/node': '0' } }),
    )
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('switches metering on, runs the application until its first call, and shows its price line by line', async () => {
    const provider = await startFakeProvider()
    const env = { ...process.env, OPENAI_BASE_URL: provider.openaiUrl, NODE_OPTIONS: '' }
    const { stdout } = await run(
      process.execPath,
      ['--conditions=@costspan/source', COSTSPAN, 'init', folder, '--yes', '--', 'npm', 'start'],
      { env },
    )
    const { totalNanoUsd } = provider.bill()
    await provider.close()
    expect(stdout).toContain('+ node --import @costspan/node/register app.mjs')
    expect(stdout).toContain(`First call: chat gpt-4o-mini-2024-07-18: $0.${String(totalNanoUsd).padStart(9, '0')}`)
    expect(stdout).toMatch(/\n  \d+ input at \$0\.15 per million\n  \d+ output at \$0\.6 per million\n/)
  })
})
