import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const ROOT = new URL('../../../../', import.meta.url)

it('runs the example of the entry file, which prints what it says', () => {
  const entry = readFileSync(new URL('packages/cost/src/prices/index.ts', ROOT), 'utf8')
  const example = /```ts\n(.*?)```/s.exec(entry)?.[1]?.replaceAll(/^ \* ?/gm, '') ?? ''
  const printed = /console\.log\(.*\/\/ (.*)$/m.exec(example)?.[1]
  const node = ['--conditions=@costspan/source', '--input-type=module-typescript', '--eval', example]
  expect(execFileSync(process.execPath, node, { cwd: fileURLToPath(ROOT), encoding: 'utf8' })).toBe(`${printed}\n`)
})
