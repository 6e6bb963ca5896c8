import type { Served } from '../answer.ts'
import type { ModelCall } from './bedrock-request.ts'

/** The usage of Converse: `inputTokens` is what was neither read from the cache nor written to it. */
export function converseUsage({ reply, behaviour }: ModelCall): unknown {
  if (behaviour.rawUsage !== undefined) return behaviour.rawUsage
  const { usage } = reply
  const written = usage.cacheWrite + usage.cacheWrite1h
  const details = [
    { ttl: '5m', inputTokens: usage.cacheWrite },
    { ttl: '1h', inputTokens: usage.cacheWrite1h },
  ]
  return {
    inputTokens: usage.input - usage.cacheRead - written,
    outputTokens: usage.output,
    totalTokens: usage.input + usage.output,
    ...(usage.cacheRead + written > 0 && { cacheReadInputTokens: usage.cacheRead, cacheWriteInputTokens: written }),
    ...(written > 0 && { cacheDetails: details.filter(({ inputTokens }) => inputTokens > 0) }),
  }
}

export function served(endpoint: string, { modelId, behaviour, reply }: ModelCall): Served {
  const model = behaviour.model ?? modelId
  return { endpoint: `bedrock ${endpoint}`, model, serviceTier: behaviour.serviceTier ?? 'default', usage: reply.usage }
}
