import type { TokenUsage } from '../../provider.ts'

type Count = number | null

/** Usage of Converse, and of Nova's own answers, which give the cache other names. */
export interface ConverseUsage {
  readonly inputTokens?: Count
  readonly outputTokens?: Count
  readonly cacheReadInputTokens?: Count
  readonly cacheWriteInputTokens?: Count
  readonly cacheReadInputTokenCount?: Count
  readonly cacheWriteInputTokenCount?: Count
  /** What was written to the cache, by how long it is kept. */
  readonly cacheDetails?: readonly ({ readonly ttl?: string | null; readonly inputTokens?: Count } | null)[] | null
}

/**
 * The tokens that one answer billed. `inputTokens` leaves out what the cache read and wrote
 * (https://docs.aws.amazon.com/bedrock/latest/userguide/prompt-caching.html, seen 2026-11), unless `includesCache`.
 */
export function converseUsage(usage: ConverseUsage | null | undefined, includesCache = false): TokenUsage | undefined {
  if (usage?.inputTokens == null) return undefined
  const cacheRead = usage.cacheReadInputTokens ?? usage.cacheReadInputTokenCount ?? undefined
  const cacheWrite = usage.cacheWriteInputTokens ?? usage.cacheWriteInputTokenCount ?? undefined
  const cached = (cacheRead ?? 0) + (cacheWrite ?? 0)
  const isTotal = includesCache && usage.inputTokens >= cached
  return {
    input: usage.inputTokens + (isTotal ? 0 : cached),
    output: usage.outputTokens ?? 0,
    cacheRead,
    cacheWrite,
    cacheWrite1h: writtenFor('1h', usage.cacheDetails),
  }
}

/**
 * Streams of OpenAI's models are the exception to the documentation: measured in https://github.com/earendil-works/pi/issues/8752
 * and https://github.com/maximhq/bifrost/pull/6942, their `inputTokens` include what the cache read and wrote.
 */
export function streamIncludesCache(modelId: unknown): boolean {
  return typeof modelId === 'string' && /(?:^|[./])openai\./.test(modelId)
}

function writtenFor(ttl: string, details: ConverseUsage['cacheDetails']): number | undefined {
  return details?.reduce((sum, each) => sum + (each?.ttl === ttl ? (each.inputTokens ?? 0) : 0), 0)
}
