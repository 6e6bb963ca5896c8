import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const HERE = fileURLToPath(new URL('.', import.meta.url))

/**
 * Installs the tools that are measured beside ours, on the first run and whenever their lock file has changed. They are no
 * workspace of the project, so that `npm ci` of the project does not download them.
 */
export function installPeers(): void {
  const installed = `${HERE}node_modules/.package-lock.json`
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(`${HERE}package-lock.json`).mtimeMs) return
  console.log('installing the peers')
  // The npm that runs us, under this Node: another one might resolve other versions.
  const npm = process.env['npm_execpath']
  const [command, ...first] = npm === undefined ? ['npm'] : [process.execPath, npm]
  const { status } = spawnSync(
    command ?? 'npm',
    [...first, 'ci', '--prefix', HERE, '--ignore-scripts', '--no-audit', '--no-fund'],
    { stdio: 'inherit' },
  )
  if (status !== 0) throw new Error(`npm ci of the peers ended with ${status}`)
}
