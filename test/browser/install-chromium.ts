import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const CACHE = join(import.meta.dirname, '../../.cache/chromium')
const PACKAGE = 'chromium-headless-shell'

/** A Chromium without a window, and what it has to be started with. */
export interface ChromiumBinary {
  readonly path: string
  readonly env: Readonly<Record<string, string>>
}

/**
 * The Chromium of this machine, or that of Debian, which is downloaded once and needs no rights of an administrator.
 *
 * @throws Error when there is neither: tests of the dashboard must not pass by not running
 */
export function installChromium(): ChromiumBinary {
  const known = ['chromium-headless-shell', 'chromium', 'google-chrome'].find(
    (name) => spawnSync(name, ['--version']).status === 0,
  )
  if (known !== undefined) return { path: known, env: {} }
  if (!existsSync(CACHE)) download()
  return {
    path: join(CACHE, 'usr/lib/chromium/chromium-headless-shell'),
    env: {
      LD_LIBRARY_PATH: libraryFolders().join(':'),
      FONTCONFIG_PATH: join(CACHE, 'etc/fonts'),
    },
  }
}

/** Some libraries, such as that of PulseAudio, keep others in a folder of their own. */
function libraryFolders(): readonly string[] {
  const files = readdirSync(join(CACHE, 'usr/lib'), { recursive: true, withFileTypes: true })
  const folders = files.filter(({ name }) => /\.so(?:\.|$)/.test(name)).map(({ parentPath }) => parentPath)
  return [...new Set(folders)]
}

/** Unpacks beside the final place and moves the whole, so that an interrupted download is never taken for a finished one. */
function download(): void {
  const unfinished = `${CACHE}.${process.pid}`
  mkdirSync(unfinished, { recursive: true })
  try {
    const packages = missingPackages()
    execFileSync('apt-get', ['download', ...packages], { cwd: unfinished, stdio: ['ignore', 'ignore', 'pipe'] })
    for (const name of readdirSync(unfinished).filter((each) => each.endsWith('.deb'))) {
      execFileSync('dpkg', ['-x', name, '.'], { cwd: unfinished })
      rmSync(join(unfinished, name))
    }
    if (existsSync(CACHE)) rmSync(unfinished, { recursive: true })
    else renameSync(unfinished, CACHE)
  } catch (cause) {
    rmSync(unfinished, { recursive: true, force: true })
    throw new Error(`the tests of the dashboard need Chromium: install ${PACKAGE}, or apt-get with its package lists`, {
      cause,
    })
  }
}

/** What Debian would install for it here: the lines `Inst name [old] (version ...)` of a simulation. */
function missingPackages(): readonly string[] {
  const plan = execFileSync('apt-get', ['install', '--simulate', '--no-install-recommends', PACKAGE], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return [...plan.matchAll(/^Inst (\S+)/gm)].flatMap(([, name]) => name ?? [])
}
