import { AsyncLocalStorage } from 'node:async_hooks'
import { shown } from '../budget/shown.ts'
import { isTtlSeconds, TTL_SECONDS } from './cache-policy.ts'

/** What the application wants of caches for some calls, beyond the settings of their feature. */
export interface CacheControl {
  /**
   * `use` gives a kept answer and keeps new ones; `refresh` asks the provider and keeps what it says in the place of what was
   * kept (`cache-control: no-cache`); `bypass` does neither (`cache-control: no-store`). Default: `use`.
   */
  readonly mode?: 'use' | 'refresh' | 'bypass'
  /** Further values that the answer depends on, such as the version of a knowledge base: other values, other answers. */
  readonly vary?: Readonly<Record<string, string>>
  /** Names by which kept answers can be forgotten together. */
  readonly tags?: readonly string[]
  /** How long answers may be given again, in place of the feature's time: up to a year. */
  readonly ttlSeconds?: number
}

const controls = new AsyncLocalStorage<CacheControl>()

/**
 * Runs `fn`, and has all calls inside treated by caches as `control` says. Inside of another, values and tags are added to those
 * of the outer one, and the rest takes the place of the outer one's.
 *
 * @example
 * ```ts
 * import { withCacheControl } from '@costspan/guard'
 *
 * const article = { tags: ['article-42'], vary: { revision: '7' } }
 * const answer = await withCacheControl(article, async () => 'the calls go here')
 * console.log(answer)
 * ```
 *
 * @returns what the function returns: the same promise, or the value itself
 * @throws TypeError for a value that is wrong, naming it and what was expected
 */
export function withCacheControl<T>(control: CacheControl, fn: () => T): T {
  check(control)
  const outer = controls.getStore() ?? {}
  const inner = {
    ...outer,
    ...control,
    vary: { ...outer.vary, ...control.vary },
    tags: [...(outer.tags ?? []), ...(control.tags ?? [])],
  }
  return controls.run(inner, fn)
}

function check({ mode, vary, tags, ttlSeconds }: CacheControl): void {
  const wrong = (name: string, expected: string, value: unknown): TypeError =>
    new TypeError(`withCacheControl: ${name} must be ${expected}, got ${shown(value)}`)
  if (mode !== undefined && !MODES.has(mode)) throw wrong('mode', '"use", "refresh" or "bypass"', mode)
  if (vary !== undefined && !isTexts(Object.values(vary))) throw wrong('vary', 'an object of strings', vary)
  if (tags !== undefined && !(Array.isArray(tags) && isTexts(tags))) throw wrong('tags', 'a list of strings', tags)
  if (ttlSeconds !== undefined && !isTtlSeconds(ttlSeconds)) throw wrong('ttlSeconds', TTL_SECONDS, ttlSeconds)
}

const MODES: ReadonlySet<unknown> = new Set(['use', 'refresh', 'bypass'])

function isTexts(values: readonly unknown[]): boolean {
  return values.every((value) => typeof value === 'string')
}

const NO_WISHES: CacheControl = {}

/** What holds for a request: its own `cache-control` header goes before what the code around it says. */
export function cacheControlOf(headers: Headers): CacheControl {
  const control = controls.getStore() ?? NO_WISHES
  const mode = modeOf(headers.get('cache-control'))
  return mode === undefined ? control : { ...control, mode }
}

/** https://www.rfc-editor.org/rfc/rfc9111#section-5.2.1, as far as it concerns a cache that is the caller's own. */
function modeOf(header: string | null): CacheControl['mode'] {
  if (header === null) return undefined
  const directives = header.toLowerCase().split(/\s*,\s*/)
  if (directives.includes('no-store')) return 'bypass'
  return directives.includes('no-cache') || directives.includes('max-age=0') ? 'refresh' : undefined
}
