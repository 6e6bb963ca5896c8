import { type FeatureCachePolicy, readCachePolicies } from '../cache/cache-policy.ts'
import { shown } from '../budget/shown.ts'
import { type SynonymTable, synonymTable } from './lexical/words/synonyms.ts'
import type { SemanticFeatureOptions } from './semantic-options.ts'

/** The options of one feature with their defaults. */
export interface SemanticPolicy {
  readonly cache: FeatureCachePolicy
  readonly threshold: number
  readonly synonyms: SynonymTable
  readonly maxTurns: number
  readonly shadowShare: number
  readonly maxFalseHitRate: number
}

type OwnName = Exclude<keyof SemanticFeatureOptions, keyof FeatureCachePolicy>
type OwnOptions = Pick<SemanticFeatureOptions, OwnName>
type Check = readonly [expected: string, isRight: (value: unknown) => boolean]

const A_SHARE: Check = ['a number from 0 to 1', (value) => typeof value === 'number' && value >= 0 && value <= 1]

const CHECKS: Readonly<Record<OwnName, Check>> = {
  threshold: A_SHARE,
  synonyms: ['a list of lists of two words or more', (value) => Array.isArray(value) && value.every(isGroup)],
  maxTurns: ['a whole number above 0', (value) => Number.isSafeInteger(value) && Number(value) > 0],
  shadowShare: A_SHARE,
  mode: ['"serve" or "shadow"', (value) => value === 'serve' || value === 'shadow'],
  maxFalseHitRate: A_SHARE,
}

/**
 * The policies of features, by a feature's name.
 *
 * @throws TypeError for one that is wrong, naming it, its value and what was expected
 */
export function readSemanticPolicies(
  features: Readonly<Record<string, SemanticFeatureOptions>>,
): (feature: string | undefined) => SemanticPolicy | undefined {
  const split = Object.entries(features).map(([feature, options]) => [feature, splitOptions(feature, options)] as const)
  const cacheOf = readCachePolicies(Object.fromEntries(split.map(([feature, { shared }]) => [feature, shared])))
  const policies = new Map(
    split.flatMap(([feature, { own }]) => {
      const cache = cacheOf(feature)
      return cache === undefined ? [] : [[feature, withDefaults(own, cache)] as const]
    }),
  )
  const others = policies.get('*')
  return (feature) => (feature === undefined ? undefined : policies.get(feature)) ?? others
}

function splitOptions(feature: string, options: SemanticFeatureOptions): { own: OwnOptions; shared: object } {
  const own: Record<string, unknown> = {}
  const shared: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(options)) {
    if (!isOwnName(name)) {
      shared[name] = value
      continue
    }
    const [expected, isRight] = CHECKS[name]
    if (value === undefined) continue
    if (!isRight(value)) throw new TypeError(`features.${feature}.${name} must be ${expected}, got ${shown(value)}`)
    own[name] = value
  }
  return { own, shared }
}

function withDefaults(own: OwnOptions, cache: FeatureCachePolicy): SemanticPolicy {
  const {
    threshold = 0.8,
    synonyms = [],
    maxTurns = 1,
    shadowShare = 0.05,
    mode = 'serve',
    maxFalseHitRate = 0.01,
  } = own
  return {
    cache,
    threshold,
    synonyms: synonymTable(synonyms),
    maxTurns,
    shadowShare: mode === 'shadow' ? 1 : shadowShare,
    maxFalseHitRate,
  }
}

function isOwnName(name: string): name is OwnName {
  return Object.hasOwn(CHECKS, name)
}

function isGroup(value: unknown): boolean {
  return Array.isArray(value) && value.length >= 2 && value.every((word) => typeof word === 'string' && word !== '')
}
