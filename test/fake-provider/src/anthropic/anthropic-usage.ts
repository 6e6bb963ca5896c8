import type { Behaviour } from '../behaviour.ts'
import type { ServedUsage } from '../served-usage.ts'

/** The message's usage. `input_tokens` is what is neither read from the cache nor written to it. */
export function messageUsage(usage: ServedUsage, serviceTier: string, behaviour: Behaviour): Record<string, unknown> {
  return {
    ...deltaUsage(usage),
    cache_creation: {
      ephemeral_5m_input_tokens: usage.cacheWrite,
      ephemeral_1h_input_tokens: usage.cacheWrite1h,
    },
    service_tier: serviceTier,
    inference_geo: behaviour.inferenceGeo ?? 'not_available',
  }
}

/** The usage of `message_delta`: all of it is cumulative, and has fewer fields than the message's. */
export function deltaUsage(usage: ServedUsage): Record<string, unknown> {
  return {
    input_tokens: usage.input - usage.cacheRead - usage.cacheWrite - usage.cacheWrite1h,
    cache_creation_input_tokens: usage.cacheWrite + usage.cacheWrite1h,
    cache_read_input_tokens: usage.cacheRead,
    output_tokens: usage.output,
    output_tokens_details: usage.reasoning > 0 ? { thinking_tokens: usage.reasoning } : null,
    server_tool_use:
      usage.webSearches + usage.webFetches > 0
        ? { web_search_requests: usage.webSearches, web_fetch_requests: usage.webFetches }
        : null,
  }
}

/**
 * The usage of `message_start`: the output is a placeholder, and what searches will add to the input is not known yet,
 * which is played here by showing half of the plain input.
 */
export function startUsage(usage: ServedUsage, serviceTier: string, behaviour: Behaviour): Record<string, unknown> {
  const whole = messageUsage(usage, serviceTier, behaviour)
  const searched = usage.webSearches + usage.webFetches > 0
  const input = Number(whole['input_tokens'])
  return {
    ...whole,
    input_tokens: searched ? Math.ceil(input / 2) : input,
    output_tokens: Math.min(1, usage.output),
    output_tokens_details: null,
    server_tool_use: null,
  }
}
