import type { CacheScope } from './key/cache-scope.ts'

/** How answers of one feature are kept. */
export interface FeatureCacheOptions {
  /** How long an answer may be given again, in seconds; up to a tenth less, so that not all expire at once. Default: 3600. */
  readonly ttlSeconds?: number
  /** Who may be given it. Default: `tenant`. A call that does not say whose it is is not cached, unless the scope is `global`. */
  readonly scope?: CacheScope
  /** Another text, other answers: for what changes from outside, such as the version of the application. Default: none. */
  readonly namespace?: string
  /** Dimensions of the cost context (`tier`) and keys of its tags (`tags.locale`) that the answer depends on. Default: none. */
  readonly vary?: readonly string[]
  /** Whether answers that call tools are kept, and those for which the provider ran tools of its own. Default: false. */
  readonly toolCalls?: boolean
  /** Whether answers are kept that were drawn at a temperature other than 0, which is what providers do unasked. Default: false. */
  readonly anyTemperature?: boolean
}

/** The same with its defaults. */
export type FeatureCachePolicy = Required<FeatureCacheOptions>

/** The name that stands for all features which are not named, and for calls without one. */
const ALL_OTHERS = '*'

const DEFAULTS: FeatureCachePolicy = {
  ttlSeconds: 3600,
  scope: 'tenant',
  namespace: '',
  vary: [],
  toolCalls: false,
  anyTemperature: false,
}

const MAX_TTL_SECONDS = 31_536_000

/** What a time that answers are kept for must be. */
export const TTL_SECONDS: string = `a number of seconds above 0 and up to ${MAX_TTL_SECONDS}`

/** Whether answers can be kept for so long. */
export function isTtlSeconds(value: unknown): boolean {
  return typeof value === 'number' && value > 0 && value <= MAX_TTL_SECONDS
}

type PolicyCheck = readonly [expected: string, isRight: (value: unknown) => boolean]

const CHECKS: Readonly<Record<keyof FeatureCacheOptions, PolicyCheck>> = {
  ttlSeconds: [TTL_SECONDS, isTtlSeconds],
  scope: ['"tenant", "user" or "global"', (value) => ['tenant', 'user', 'global'].includes(value as string)],
  namespace: ['a string', (value) => typeof value === 'string'],
  vary: [
    'a list of dimensions of the cost context, such as "tier" or "tags.locale"',
    (value) => Array.isArray(value) && value.every((name) => typeof name === 'string' && VARIABLE.test(name)),
  ],
  toolCalls: ['true or false', (value) => typeof value === 'boolean'],
  anyTemperature: ['true or false', (value) => typeof value === 'boolean'],
}

const VARIABLE = /^(?:feature|user|session|conversation|agent|team|tenant|tier|run|tags\..+)$/

/**
 * The policies of features, by a feature's name.
 *
 * @throws TypeError for one that is wrong, naming it, its value and what was expected
 */
export function readCachePolicies(
  features: Readonly<Record<string, FeatureCacheOptions>>,
): (feature: string | undefined) => FeatureCachePolicy | undefined {
  const policies = new Map(
    Object.entries(features).map(([feature, options]) => [feature, policyOf(feature, options)] as const),
  )
  const others = policies.get(ALL_OTHERS)
  return (feature) => (feature === undefined ? undefined : policies.get(feature)) ?? others
}

function policyOf(feature: string, options: FeatureCacheOptions): FeatureCachePolicy {
  for (const [name, value] of Object.entries(options)) {
    const path = `features.${feature}.${name}`
    const check = Object.hasOwn(CHECKS, name) ? CHECKS[name as keyof FeatureCacheOptions] : undefined
    if (check === undefined) {
      throw new TypeError(`${path} is no setting, expected one of ${Object.keys(CHECKS).join(', ')}`)
    }
    if (value !== undefined && !check[1](value)) {
      throw new TypeError(`${path} must be ${check[0]}, got ${JSON.stringify(value)}`)
    }
  }
  const given = Object.entries(options).filter(([, value]) => value !== undefined)
  return { ...DEFAULTS, ...Object.fromEntries(given) }
}
