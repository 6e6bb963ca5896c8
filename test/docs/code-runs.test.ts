import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type FakeProvider, startFakeProvider } from '@costspan-test/fake-provider'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeBlocks } from './code-blocks.ts'
import { leftToReader } from './left-to-readers.ts'

const run = promisify(execFile)
/** Packages are found from here. */
const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const NODE = ['--conditions=@costspan/source', '--no-warnings', '--input-type=module-typescript', '--eval']
/** A page on a package that is none of ours and not installed: that this code parses is all that is checked. */
const NEEDS_OTHERS = /@traceloop\/node-server-sdk/
const blocks = codeBlocks().filter(
  ({ language, text }) => ['ts', 'js', 'mjs'].includes(language) && !NEEDS_OTHERS.test(text),
)

let provider: FakeProvider
beforeAll(async () => {
  provider = await startFakeProvider()
})
afterAll(async () => {
  await provider.close()
})

describe('the code in the pages', () => {
  it('is there', () => expect(blocks.length).toBeGreaterThan(25))

  it.each(blocks)(
    'runs as it stands, and prints what its comments say: $at',
    { timeout: 120_000 },
    async ({ text }) => {
      const code = `${leftToReader(text)}\n${text}`
      const { stdout } = await run(process.execPath, [...NODE, code], { cwd: ROOT, env: environment() })
      const said = [...text.matchAll(/console\.log\(.*\) \/\/ (.*)$/gm)].map(([, comment]) => comment)
      // A page that says nothing of its output leaves it open.
      expect(said.length === 0 ? [] : stdout.trimEnd().split('\n')).toEqual(said)
    },
  )
})

function environment(): NodeJS.ProcessEnv {
  const keys = { OPENAI_API_KEY: 'no-key', OPENAI_BASE_URL: provider.openaiUrl }
  return { ...process.env, ...keys, NODE_OPTIONS: '', OTEL_TRACES_EXPORTER: 'none', OTEL_METRICS_EXPORTER: 'none' }
}
