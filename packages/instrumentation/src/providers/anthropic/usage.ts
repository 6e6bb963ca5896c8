import type { TokenUsage } from '../../provider.ts'

/** Usage of a message. Unlike most, Anthropic's `input_tokens` leaves out what the cache read and wrote. */
export interface MessageUsage {
  readonly input_tokens?: number | null
  readonly output_tokens?: number | null
  readonly cache_read_input_tokens?: number | null
  readonly cache_creation_input_tokens?: number | null
  readonly cache_creation?: { readonly ephemeral_1h_input_tokens?: number | null } | null
  readonly output_tokens_details?: { readonly thinking_tokens?: number | null } | null
  readonly server_tool_use?: { readonly web_search_requests?: number | null } | null
  readonly service_tier?: string | null
  readonly inference_geo?: string | null
  readonly speed?: string | null
  /** The rounds that one request made. Those of context compaction are billed but not in the totals above. */
  readonly iterations?: readonly (MessageUsage & { readonly type?: string })[] | null
}

/** The tokens that one message billed, as totals that include the cache and the compactions. */
export function messageUsage(usage: MessageUsage | null | undefined): TokenUsage | undefined {
  if (usage?.input_tokens == null) return undefined
  const rounds = [usage, ...(usage.iterations ?? []).filter(({ type }) => type === 'compaction')]
  return {
    input: sum(rounds, inputOf),
    output: sum(rounds, (round) => round.output_tokens),
    cacheRead: sum(rounds, (round) => round.cache_read_input_tokens),
    cacheWrite: sum(rounds, (round) => round.cache_creation_input_tokens),
    cacheWrite1h: sum(rounds, (round) => round.cache_creation?.ephemeral_1h_input_tokens),
    reasoning: usage.output_tokens_details?.thinking_tokens ?? undefined,
  }
}

function inputOf(usage: MessageUsage): number {
  return (usage.input_tokens ?? 0) + (usage.cache_read_input_tokens ?? 0) + (usage.cache_creation_input_tokens ?? 0)
}

function sum(rounds: readonly MessageUsage[], tokens: (round: MessageUsage) => number | null | undefined): number {
  return rounds.reduce((total, round) => total + (tokens(round) ?? 0), 0)
}
