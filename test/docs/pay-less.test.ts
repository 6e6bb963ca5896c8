import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type FakeProvider, startFakeProvider } from '@costspan-test/fake-provider'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeBlocks } from './code-blocks.ts'

const run = promisify(execFile)
/** Packages are found from here. */
const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const NODE = ['--conditions=@costspan/source', '--no-warnings', '--input-type=module-typescript', '--eval']
const blocks = codeBlocks().filter(({ at, language }) => at.startsWith('docs/pay-less.md') && language === 'ts')

let provider: FakeProvider

beforeAll(async () => {
  provider = await startFakeProvider()
})
afterAll(() => provider.close())

describe('the page on paying less', () => {
  it.each(blocks)('runs as it stands, and prints what its comments say: $at', async ({ text }) => {
    const { stdout } = await run(process.execPath, [...NODE, text], {
      cwd: ROOT,
      env: { ...process.env, OPENAI_API_KEY: 'no-key', OPENAI_BASE_URL: provider.openaiUrl, NODE_OPTIONS: '' },
    })
    const said = [...text.matchAll(/console\.log\(.*\) \/\/ (.*)$/gm)].map(([, comment]) => comment)
    expect(said.length).toBeGreaterThan(0)
    expect(stdout.trimEnd().split('\n')).toEqual(said)
  })
})
