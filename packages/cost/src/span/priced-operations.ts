/**
 * The operations that are priced: those in which a model is paid for. Agents, workflows, tools and plans only wrap such
 * calls and repeat their usage, and `fetch_response` reads an answer that was paid for before.
 */
export const PRICED_OPERATIONS: ReadonlySet<string> = new Set([
  'chat',
  'generate_content',
  'text_completion',
  'embeddings',
  // The conventions have no names for these.
  'image_generation',
  'video_generation',
  'speech',
  'transcription',
  'rerank',
  'moderation',
])

/** Operations whose answer is text, so that an answer without output tokens is an answer we did not see. */
export const GENERATING_OPERATIONS: ReadonlySet<string> = new Set(['chat', 'generate_content', 'text_completion'])
