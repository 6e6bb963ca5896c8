import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from './temporary-folder.ts'

const LOAD_CONFIG = new URL('../../../../packages/node/src/config/load-config.ts', import.meta.url).href

/** Prints which of the two slow packages loading the settings loads, by `import` or `require`. */
const PROGRAM = `
  import { registerHooks } from 'node:module'
  const urls = []
  registerHooks({ load: (url, context, nextLoad) => (urls.push(url), nextLoad(url, context)) })
  const { loadConfig } = await import(${JSON.stringify(LOAD_CONFIG)})
  loadConfig(JSON.parse(process.env.OPTIONS))
  console.log(JSON.stringify(['zod', 'yaml'].filter((name) => urls.some((url) => url.includes('/node_modules/' + name + '/')))))
`

async function loadedPackages(cwd: string, options: object): Promise<unknown> {
  const args = ['--conditions=@costspan/source', '--input-type=module', '--eval', PROGRAM]
  const env = { ...process.env, COSTSPAN_CONFIG: '', OPTIONS: JSON.stringify(options) }
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd, env })
  return JSON.parse(stdout)
}

describe('loading settings', () => {
  it('loads no parser and no validator when there is nothing to parse and validate', async () => {
    expect(await loadedPackages(temporaryFolder(), {})).toEqual([])
  })

  it('loads the validator for options', async () => {
    expect(await loadedPackages(temporaryFolder(), { serviceName: 'a' })).toEqual(['zod'])
  })

  it('loads both for a file', async () => {
    expect(await loadedPackages(temporaryFolder({ 'costspan.yaml': 'serviceName: a' }), {})).toEqual(['zod', 'yaml'])
  })
})
