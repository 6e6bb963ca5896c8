import type { TokenRateName } from '../src/prices/price-row.ts'

/** Our kind of tokens for each of genai-prices' price keys; all of them are in USD per million. */
export const TOKEN_KEYS: Readonly<Record<string, TokenRateName>> = {
  input_mtok: 'input',
  output_mtok: 'output',
  cache_read_mtok: 'cacheRead',
  cache_write_mtok: 'cacheWrite',
  cache_write_1h_mtok: 'cacheWrite1h',
  output_reasoning_mtok: 'reasoning',
  input_audio_mtok: 'inputAudio',
  output_audio_mtok: 'outputAudio',
  cache_audio_read_mtok: 'cacheReadAudio',
  input_image_mtok: 'inputImage',
  output_image_mtok: 'outputImage',
  cache_image_read_mtok: 'cacheReadImage',
}

/** Our unit for each of genai-prices' price keys, and how many of it the price is for. */
export const UNIT_KEYS: Readonly<Record<string, { readonly name: string; readonly per: number }>> = {
  web_searches_kcount: { name: 'tool.web_search', per: 1_000 },
  storage_searches_kcount: { name: 'tool.file_search', per: 1_000 },
  requests_kcount: { name: 'request', per: 1_000 },
  // Both names hold the same price where a model has both.
  audio_hours: { name: 'audio_seconds', per: 3_600 },
  input_audio_hours: { name: 'audio_seconds', per: 3_600 },
  input_document_kpages: { name: 'document_pages', per: 1_000 },
  input_annotated_document_kpages: { name: 'annotated_document_pages', per: 1_000 },
  input_text_messages_kcount: { name: 'text_messages', per: 1_000 },
  output_citation_mtok: { name: 'citation_tokens', per: 1_000_000 },
}

/** Price keys that are left out, and why. */
export const IGNORED_KEYS: Readonly<Record<string, string>> = {
  input_video_mtok: 'usage has no count of video tokens, which stay in the total and are priced as input',
}

/** Price keys that leave a whole model out, and why: without them its price would be wrong. */
export const UNUSABLE_KEYS: Readonly<Record<string, string>> = {
  output_video_mtok: 'usage has no count of video tokens, which are most of what such a model bills',
}
