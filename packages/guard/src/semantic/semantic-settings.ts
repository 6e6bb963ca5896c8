import { shown } from '../budget/shown.ts'
import type { SemanticCacheOptions } from './semantic-options.ts'

/** The options that are no policy of a feature, with their defaults. */
export interface SemanticSettings extends Required<
  Pick<SemanticCacheOptions, keyof typeof DEFAULTS | 'embedder' | 'random'>
> {
  readonly judge: SemanticCacheOptions['judge']
}

const DEFAULTS = { embedTimeoutMillis: 1_000, judgeTimeoutMillis: 3_000, storeTimeoutMillis: 100 } as const

/** @throws TypeError naming the option, its value and what was expected */
export function semanticSettings(options: SemanticCacheOptions): SemanticSettings {
  const { embedder, judge } = options
  if (typeof embedder?.id !== 'string' || embedder.id === '' || typeof embedder.embed !== 'function') {
    throw new TypeError(`embedder must have an id and a function embed, got ${shown(embedder)}`)
  }
  const settings = { ...DEFAULTS, random: Math.random, ...options, judge }
  for (const name of Object.keys(DEFAULTS) as (keyof typeof DEFAULTS)[]) {
    const value: unknown = settings[name]
    if (typeof value !== 'number' || !(value > 0 && value <= 2 ** 31 - 1)) {
      throw new TypeError(`${name} must be a number above 0, got ${shown(value)}`)
    }
  }
  return settings
}
