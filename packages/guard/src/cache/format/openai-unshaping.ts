/** What a request to OpenAI may say that shapes no answer: how it is handed over, who asks, and what is cached or noted of it. */
export const OPENAI_UNSHAPING: readonly string[] = [
  'stream',
  'stream_options',
  'user',
  'safety_identifier',
  'prompt_cache_key',
  'prompt_cache_retention',
  'metadata',
]
