/** Variants of a JSON value, as servers and proxies send them: with fields missing, null, or nobody has heard of. */

interface JsonObject {
  readonly [key: string]: unknown
}

/** One copy for each field of each object in `value`, in which that field is `replacement`, or missing if undefined. */
export function* eachFieldReplaced(
  value: unknown,
  replacement: null | undefined,
): Generator<{ path: string; value: unknown }> {
  if (!isContainer(value)) return
  for (const [key, child] of Object.entries(value)) {
    if (!Array.isArray(value)) {
      const { [key]: _, ...rest } = value
      yield { path: key, value: replacement === undefined ? rest : { ...rest, [key]: replacement } }
    }
    for (const inner of eachFieldReplaced(child, replacement)) {
      yield { path: `${key}.${inner.path}`, value: withEntry(value, key, inner.value) }
    }
  }
}

/** A copy in which every object has a field more. */
export function withUnknownFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withUnknownFields)
  if (!isContainer(value)) return value
  const known = Object.fromEntries(Object.entries(value).map(([key, child]) => [key, withUnknownFields(child)]))
  return { ...known, x_unheard_of: { input_tokens: 7, values: [1, null, 'seven'] } }
}

/** A copy in which every index is larger by so much. */
export function withIndexesRaised(value: unknown, by: number): unknown {
  if (Array.isArray(value)) return value.map((each) => withIndexesRaised(each, by))
  if (!isContainer(value)) return value
  const raised = Object.entries(value).map(([key, child]) => [
    key,
    key === 'index' && typeof child === 'number' ? child + by : withIndexesRaised(child, by),
  ])
  return Object.fromEntries(raised)
}

/** Under which names providers tell the usage. */
const USAGE_KEYS: ReadonlySet<string> = new Set([
  'usage',
  'usageMetadata',
  'statistics',
  'amazon-bedrock-invocationMetrics',
  'x-amzn-bedrock-input-token-count',
  'prompt_token_count',
  'inputTextTokenCount',
  'billedUnits',
  'prompt_eval_count',
  'eval_count',
  'generated_tokens',
])

/** A copy without any usage. */
export function withoutUsage(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUsage)
  if (!isContainer(value)) return value
  const rest = Object.entries(value).filter(([key]) => !USAGE_KEYS.has(key))
  return Object.fromEntries(rest.map(([key, child]) => [key, withoutUsage(child)]))
}

/** Whether a value, or something in it, tells the usage. */
export function tellsUsage(value: unknown): boolean {
  if (!isContainer(value)) return false
  return Object.entries(value).some(([key, child]) => (USAGE_KEYS.has(key) && child !== null) || tellsUsage(child))
}

function withEntry(container: JsonObject, key: string, entry: unknown): unknown {
  return Array.isArray(container) ? container.with(Number(key), entry) : { ...container, [key]: entry }
}

function isContainer(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null
}
