import type { RequestBody, WireCall } from '../http/wire-call.ts'
import type { CacheQuestion } from './answer-cache.ts'
import type { FeatureCachePolicy } from './cache-policy.ts'
import type { AnswerFormat } from './format/answer-format.ts'
import { objectsAt, textAt } from './format/json-at.ts'
import { scopeValues } from './key/cache-scope.ts'

/** Why a call is neither answered by a cache nor kept in one; undefined where it may be. */
export function bypassReason(
  { call, headers, context, control }: CacheQuestion,
  policy: FeatureCachePolicy,
  format: AnswerFormat | undefined,
): string | undefined {
  if (format === undefined) return 'answers of this kind are not kept'
  if (!isReadable(call, headers)) return 'its request cannot be read'
  if (control.mode === 'bypass') return 'the call asks for it'
  if (scopeValues(policy.scope, context) === undefined) return `the ${policy.scope} is not known`
  const reason = format.bypassReason(call.body)
  if (reason !== undefined) return reason
  if (!policy.anyTemperature && format.temperature(call.body) !== 0) return 'its temperature is not 0'
  return !policy.toolCalls && asksForHostedTools(call.body) ? 'the provider runs tools for it' : undefined
}

/** All requests that cannot be read, or only in part, look the same, and none of them may be given the answer of another. */
function isReadable({ operation, body }: WireCall, headers: Headers): boolean {
  const isForm = headers.get('content-type')?.startsWith('multipart/') === true
  return operation !== undefined && !isForm && Object.keys(body).length > 0
}

/** Tools that the provider runs see the world as it is now; those of the application are only asked for. */
function asksForHostedTools(body: RequestBody): boolean {
  if (body['web_search_options'] != null) return true
  return objectsAt(body['tools']).some((tool) => {
    // One tool of Google's may have functions of the application beside a search.
    const isGoogles = Object.keys(tool).every((name) => DECLARATIONS.has(name))
    const isOwn = OWN_TOOLS.has(textAt(tool['type'])) || (tool['type'] === undefined && 'input_schema' in tool)
    return !isGoogles && !isOwn
  })
}

const DECLARATIONS: ReadonlySet<string> = new Set(['functionDeclarations', 'function_declarations'])
const OWN_TOOLS: ReadonlySet<string> = new Set(['function', 'custom'])
