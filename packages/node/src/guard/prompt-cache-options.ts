import type { PromptCacheOptions } from '@costspan/guard'
import type { CostspanConfig } from '../config/costspan-options.ts'

/**
 * How prompts are watched, with the key that is in the environment.
 *
 * @throws TypeError where it is to be in a variable that is not set
 */
export function promptCacheOptions(
  promptCache: CostspanConfig['promptCache'],
  env: NodeJS.ProcessEnv,
): boolean | PromptCacheOptions {
  if (typeof promptCache !== 'object') return promptCache ?? false
  const { keyEnv } = promptCache
  if (keyEnv === undefined) return true
  const key = env[keyEnv]
  if (key === undefined || key === '') {
    throw new TypeError(
      `promptCache.keyEnv: the variable ${keyEnv} must hold a key of 16 bytes or more in base64, and is not set`,
    )
  }
  return { key: Buffer.from(key, 'base64') }
}
