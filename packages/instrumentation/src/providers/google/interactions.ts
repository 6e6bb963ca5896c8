import type { RequestTable } from '../../call/request-attributes.ts'
import { type CallResponse, type Operation, operation, type StreamFold } from '../../provider.ts'
import * as semconv from '../../semconv.ts'
import { contentText } from './content-text.ts'
import { countedSearches, type InteractionUsage, interactionUsage } from './interaction-usage.ts'

/** What is read of an interaction, whole or in the events at its start and its end. */
interface Interaction {
  readonly id?: string | null
  readonly model?: string | null
  readonly status?: string | null
  readonly service_tier?: string | null
  readonly usage?: InteractionUsage | null
}

/** An event of a stream; major 1 of the SDK knows them by the names of an earlier version of the API. */
interface InteractionEvent {
  readonly event_type?: string | null
  readonly interaction?: Interaction | null
  readonly delta?: {
    readonly text?: string | null
    readonly arguments?: unknown
    readonly content?: { readonly text?: string | null } | null
  } | null
  /** The usage until now. */
  readonly metadata?: { readonly total_usage?: InteractionUsage | null } | null
}

interface InteractionParams {
  readonly input?: unknown
  readonly system_instruction?: unknown
  readonly stream?: boolean
  readonly generation_config?: { readonly max_output_tokens?: number }
}

const request: RequestTable = [
  [semconv.GEN_AI_REQUEST_STREAM, 'stream', 'true'],
  [semconv.GEN_AI_REQUEST_PREVIOUS_RESPONSE_ID, 'previous_interaction_id', 'string'],
  [semconv.GEN_AI_REQUEST_MAX_TOKENS, ['generation_config', 'max_output_tokens'], 'number'],
  [semconv.GEN_AI_REQUEST_TEMPERATURE, ['generation_config', 'temperature'], 'number'],
  [semconv.GEN_AI_REQUEST_TOP_P, ['generation_config', 'top_p'], 'number'],
  [semconv.GEN_AI_REQUEST_STOP_SEQUENCES, ['generation_config', 'stop_sequences'], 'strings'],
  [semconv.GEN_AI_REQUEST_SEED, ['generation_config', 'seed'], 'number'],
  [semconv.GEN_AI_REQUEST_REASONING_LEVEL, ['generation_config', 'thinking_level'], 'string'],
]

/**
 * https://ai.google.dev/gemini-api/docs/interactions, seen 2026-11. One that the SDK continues by itself is one call, whose usage
 * is the sum that the SDK makes.
 */
export const interactions: Operation = operation<InteractionParams, Interaction, InteractionEvent>({
  name: 'generate_content',
  method: 'GoogleGenAI.prototype.interactions().create',
  paths: ['/interactions'],
  request,
  maxOutputTokens: ({ generation_config }) => generation_config?.max_output_tokens,
  prompt: ({ input, system_instruction }) => contentText([system_instruction, input]),
  response: readInteraction,
  fold: foldInteraction,
})

function readInteraction({ id, model, status, service_tier, usage }: Interaction): CallResponse {
  const searches = countedSearches(usage)
  return {
    id: id ?? undefined,
    model: model ?? undefined,
    finishReasons: status ? [status] : undefined,
    usage: interactionUsage(usage),
    toolCalls: searches === 0 ? undefined : { web_search: searches },
    serviceTier: service_tier ?? undefined,
    errorType: status === 'failed' ? 'failed' : undefined,
  }
}

function foldInteraction(): StreamFold<InteractionEvent> {
  let seen: Interaction = {}
  let isComplete = false
  let text = ''
  return {
    add({ event_type, interaction, delta, metadata }) {
      const told = Object.entries(interaction ?? {}).filter(([, value]) => value !== null && value !== undefined)
      seen = { ...seen, ...(Object.fromEntries(told) as Interaction) }
      if (metadata?.total_usage) seen = { ...seen, usage: metadata.total_usage }
      isComplete ||= event_type?.startsWith('interaction.complete') === true && seen.usage?.total_input_tokens != null
      text += delta?.text ?? delta?.content?.text ?? (typeof delta?.arguments === 'string' ? delta.arguments : '')
      return undefined
    },
    response: () => readInteraction(seen),
    hasFinalUsage: () => isComplete,
    generatedText: () => text,
  }
}
