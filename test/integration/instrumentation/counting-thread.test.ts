import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'

const fileOf = (name: string): URL => new URL(`apps/${name}`, import.meta.url)

/** Runs an application with options that come from its environment, as deployments set them. */
async function outputOf(app: string, nodeOptions: string): Promise<string> {
  const env = { ...process.env, NODE_OPTIONS: `--conditions=@costspan/source ${nodeOptions}` }
  const { stdout } = await promisify(execFile)(process.execPath, [fileOf(app).pathname], { env })
  return stdout
}

describe('the thread that counts tokens', () => {
  it('does not run what NODE_OPTIONS preload into the application', async () => {
    expect(await outputOf('count.mjs', `--import=${fileOf('preload.mjs').href}`)).toBe('preloaded\n3 tokens\n')
  })

  it('does not keep an application alive that has ended', async () => {
    expect(await outputOf('leave.mjs', '')).toBe('left\n')
  })
})
