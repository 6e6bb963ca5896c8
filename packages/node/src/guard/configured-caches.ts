import type { AnswerCache } from '@costspan/guard'
import type { CacheEncryptionSettings, CacheSettings } from '../config/cache-settings.ts'
import type { CostspanConfig } from '../config/costspan-options.ts'
import type { SemanticCacheSettings } from '../config/semantic-cache-settings.ts'
import { configuredModels } from './configured-models.ts'
import { type GuardModule, loadGuardModule } from './guard-module.ts'

/** The caches that the settings ask for, in the order in which they are asked. */
export function configuredCaches(
  { cache, semanticCache: semantic }: Pick<CostspanConfig, 'cache' | 'semanticCache'>,
  env: NodeJS.ProcessEnv,
): readonly AnswerCache[] {
  return [
    ...(cache === undefined ? [] : [exactCache(loadGuardModule(), cache, env)]),
    ...(semantic === undefined ? [] : [semanticCache(loadGuardModule(), semantic, env)]),
  ]
}

const KIBIBYTE = 1_024
const MEBIBYTE = 1_048_576

function exactCache(
  { createExactCache, createMemoryAnswerStore, openAnswerStore }: GuardModule,
  {
    features,
    store = 'memory',
    maxMegabytes = 64,
    maxEntryKilobytes,
    waitSeconds,
    storeTimeoutMillis,
    encryption,
  }: CacheSettings,
  env: NodeJS.ProcessEnv,
): AnswerCache {
  return createExactCache({
    features,
    store:
      store === 'memory'
        ? createMemoryAnswerStore({ maxBytes: Math.ceil(maxMegabytes * MEBIBYTE) })
        : openAnswerStore(store),
    ...(maxEntryKilobytes !== undefined && { maxEntryBytes: maxEntryKilobytes * KIBIBYTE }),
    ...(waitSeconds !== undefined && { waitMillis: waitSeconds * 1_000 }),
    ...(storeTimeoutMillis !== undefined && { storeTimeoutMillis }),
    ...(encryption && { encryption: { keys: encryptionKeys('cache', encryption, env) } }),
  })
}

function semanticCache(
  { createSemanticCache, openQuestionStore }: GuardModule,
  { embedder, judge: judgeSettings, store = 'memory', encryption, ...settings }: SemanticCacheSettings,
  env: NodeJS.ProcessEnv,
): AnswerCache {
  const models = configuredModels({ embedder, ...(judgeSettings && { judge: judgeSettings }) }, env)
  return createSemanticCache({
    ...settings,
    embedder: models.embedder,
    ...(models.judge && { judge: models.judge }),
    store: openQuestionStore(store),
    ...(encryption && { encryption: { keys: encryptionKeys('semanticCache', encryption, env) } }),
  })
}

function encryptionKeys(
  setting: string,
  { keys }: CacheEncryptionSettings,
  env: NodeJS.ProcessEnv,
): readonly { readonly id: string; readonly key: string }[] {
  return keys.map(({ id, env: name }) => {
    const key = env[name]
    if (key !== undefined && key !== '') return { id, key }
    throw new TypeError(
      `${setting}.encryption: the variable ${name} must hold a key of 32 bytes in base64, and is not set`,
    )
  })
}
