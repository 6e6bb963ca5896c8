import type { RequestTable } from '../../call/request-attributes.ts'
import * as semconv from '../../semconv.ts'

/** The parameters that the chats of both versions of the API have. */
export const chatRequest: RequestTable = [
  [semconv.GEN_AI_REQUEST_MAX_TOKENS, 'maxTokens', 'number'],
  [semconv.GEN_AI_REQUEST_TEMPERATURE, 'temperature', 'number'],
  [semconv.GEN_AI_REQUEST_TOP_P, 'p', 'number'],
  [semconv.GEN_AI_REQUEST_TOP_K, 'k', 'number'],
  [semconv.GEN_AI_REQUEST_FREQUENCY_PENALTY, 'frequencyPenalty', 'number'],
  [semconv.GEN_AI_REQUEST_PRESENCE_PENALTY, 'presencePenalty', 'number'],
  [semconv.GEN_AI_REQUEST_STOP_SEQUENCES, 'stopSequences', 'strings'],
  [semconv.GEN_AI_REQUEST_SEED, 'seed', 'number'],
]
