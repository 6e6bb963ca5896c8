import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const CACHE = join(import.meta.dirname, '../../.cache/redis')

/** Debian has the program in redis-tools, and its name in redis-server; the others are libraries that it needs and that few systems have. */
const DEBIAN_PACKAGES = ['redis-server', 'redis-tools', 'libjemalloc2', 'liblzf1']

/** A Redis server, and the folder of libraries that it must be started with. */
export interface RedisBinary {
  readonly path: string
  readonly libraries: string | undefined
}

/**
 * The Redis server of this machine, or that of Debian, which is downloaded once and needs no rights of an administrator.
 *
 * @throws Error when there is neither: tests of the Redis store must not pass by not running
 */
export function installRedis(): RedisBinary {
  const known = ['redis-server', 'valkey-server'].find((name) => spawnSync(name, ['--version']).status === 0)
  if (known !== undefined) return { path: known, libraries: undefined }
  if (!existsSync(CACHE)) download()
  const libraries = join(
    CACHE,
    'usr/lib',
    readdirSync(join(CACHE, 'usr/lib')).find((name) => name.includes('linux')) ?? '',
  )
  return { path: join(CACHE, 'usr/bin/redis-server'), libraries }
}

/** Unpacks beside the final place and moves the whole, so that an interrupted download is never taken for a finished one. */
function download(): void {
  const unfinished = `${CACHE}.${process.pid}`
  mkdirSync(unfinished, { recursive: true })
  try {
    execFileSync('apt-get', ['download', ...DEBIAN_PACKAGES], { cwd: unfinished, stdio: ['ignore', 'ignore', 'pipe'] })
    for (const name of readdirSync(unfinished).filter((each) => each.endsWith('.deb'))) {
      execFileSync('dpkg', ['-x', name, '.'], { cwd: unfinished })
      rmSync(join(unfinished, name))
    }
    if (existsSync(CACHE)) rmSync(unfinished, { recursive: true })
    else renameSync(unfinished, CACHE)
  } catch (cause) {
    rmSync(unfinished, { recursive: true, force: true })
    throw new Error('the tests of budgets need redis-server 7: install it, or apt-get with its package lists', {
      cause,
    })
  }
}
