import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const HERE = fileURLToPath(new URL('.', import.meta.url))

/** Folders with a lock file of their own. Langfuse has one, because it asks for another major of the OpenTelemetry SDK. */
const FOLDERS = [HERE, `${HERE}peers/langfuse/`]

/**
 * Installs the tools that are measured beside ours, on the first run and whenever a lock file has changed. They are no
 * workspace of the project, so that `npm ci` of the project does not download them.
 */
export function installPeers(): void {
  for (const folder of FOLDERS) if (!isInstalled(folder)) install(folder)
}

function isInstalled(folder: string): boolean {
  const installed = `${folder}node_modules/.package-lock.json`
  return existsSync(installed) && statSync(installed).mtimeMs >= statSync(`${folder}package-lock.json`).mtimeMs
}

function install(folder: string): void {
  console.log('installing the peers')
  // The npm that runs us, under this Node: another one might resolve other versions.
  const npm = process.env['npm_execpath']
  const [command, ...first] = npm === undefined ? ['npm'] : [process.execPath, npm]
  const { status } = spawnSync(
    command ?? 'npm',
    [...first, 'ci', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    { stdio: 'inherit' },
  )
  if (status !== 0) throw new Error(`npm ci of the peers ended with ${status}`)
}
