import type { CostContext } from '@costspan/cost'
import type { CacheQuestion } from '../answer-cache.ts'
import type { FeatureCachePolicy } from '../cache-policy.ts'
import type { AnswerFormat } from '../format/answer-format.ts'
import { scopeValues } from './cache-scope.ts'

/** All that one field of a key may be read from. */
export interface KeyMaterial {
  readonly question: CacheQuestion
  readonly policy: FeatureCachePolicy
  readonly format: AnswerFormat
}

/** Raised when a key or an entry changes its meaning, so that what older versions have kept is not found. */
const KEY_VERSION = 1

/**
 * What an exact answer depends on. Of the request's own fields all count but those that the format names as shaping nothing, so
 * that a parameter which nobody here knows yet makes another key.
 */
export const KEY_FIELDS: Readonly<Record<string, (material: KeyMaterial) => unknown>> = {
  version: () => KEY_VERSION,
  scope: ({ question, policy }) => [policy.scope, scopeValues(policy.scope, question.context) ?? null],
  feature: ({ question }) => question.context.feature ?? null,
  namespace: ({ policy }) => policy.namespace,
  vary: ({ question, policy }) => [
    policy.vary.map((name) => [name, contextValue(question.context, name)]),
    question.control.vary ?? {},
  ],
  provider: ({ question }) => question.call.provider,
  endpoint: ({ question, format }) => endpointOf(question.url, format),
  model: ({ question }) => question.call.model,
  headers: ({ question }) => [...question.headers].filter(([name]) => SHAPING_HEADERS.test(name)),
  body: ({ question, format }) => shapingBody(question.call.body, format),
}

/** Headers by which providers are told which version of them is to answer, and gateways which provider. */
const SHAPING_HEADERS =
  /^(?:anthropic-(?:version|beta)|openai-(?:beta|organization|project)|(?:x-portkey|x-litellm|x-bf|cf-aig|helicone)-.*)$/

/** Parts of an address that say how the answer is sent, or who asks. */
const UNSHAPING_PARAMETERS: ReadonlySet<string> = new Set(['alt', 'key'])

function endpointOf(url: URL, { wholePath }: AnswerFormat): readonly unknown[] {
  const parameters = [...url.searchParams].filter(([name]) => !UNSHAPING_PARAMETERS.has(name))
  return [url.origin, wholePath?.(url.pathname) ?? url.pathname, parameters.toSorted(([a], [b]) => (a < b ? -1 : 1))]
}

function shapingBody(body: Readonly<Record<string, unknown>>, { unshaping }: AnswerFormat): object {
  return Object.fromEntries(Object.entries(body).filter(([name]) => !unshaping.includes(name)))
}

const TAG = 'tags.'

/** `tier` is a dimension of the cost context, `tags.locale` a key of its tags. */
function contextValue(context: CostContext, name: string): string | null {
  if (name.startsWith(TAG)) return context.tags?.[name.slice(TAG.length)] ?? null
  const value = context[name as keyof CostContext]
  return typeof value === 'string' ? value : null
}
