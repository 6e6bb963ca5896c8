import type { Measure } from '../ledger.ts'

/** What a measure is in SQL over `call_rows`, with the divisions in the order in which `measureOf` does them. */
export const MEASURE_COLUMNS: Readonly<Record<Measure, string>> = {
  nanoUsd: 'nano_usd::DOUBLE',
  inputTokens: 'input_tokens::DOUBLE',
  outputTokens: 'output_tokens::DOUBLE',
  outputPerInput: 'if(input_tokens > 0, output_tokens / input_tokens, NULL)',
  durationMillis: 'duration_nano / 1e6',
  timeToFirstChunkMillis: 'first_chunk_millis',
  tokensPerSecond: 'if(duration_nano > 0 AND output_tokens > 0, output_tokens / (duration_nano / 1e6 / 1000), NULL)',
  maxTokens: 'max_tokens',
  retrievalShare: 'retrieval_share',
  retrievalOverlap: 'retrieval_overlap',
  promptLostNanoUsd: 'prompt_lost_nano_usd',
  attemptIndex: 'attempt_index::DOUBLE',
}
