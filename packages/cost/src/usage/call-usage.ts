/**
 * Usage: what a provider bills of one call.
 *
 * It has one meaning everywhere behind the readers: `input` and `output` are totals as billed, every other token count is
 * a part of one of them. Providers differ (Anthropic's raw `input_tokens` leaves the cache out, Gemini's candidates leave
 * the thoughts out); each reader normalises its own, and nobody else needs to know.
 */
export interface TokenUsage {
  /** All input tokens, cached ones included. */
  readonly input: number
  /** All output tokens, reasoning included. */
  readonly output: number
  /** Part of `input` that was read from the provider's prompt cache. */
  readonly cacheRead?: number
  /** Part of `input` that was written to the prompt cache, whatever the lifetime. */
  readonly cacheWrite?: number
  /** Part of `cacheWrite` that is kept for an hour; the rest is kept for five minutes. */
  readonly cacheWrite1h?: number
  /** Part of `input` that is audio. */
  readonly inputAudio?: number
  /** Part of `input` that is images. */
  readonly inputImage?: number
  /** Part of both `cacheRead` and `inputAudio`. */
  readonly cacheReadAudio?: number
  /** Part of both `cacheRead` and `inputImage`. */
  readonly cacheReadImage?: number
  /** Part of `output` that is reasoning the caller may never see. */
  readonly reasoning?: number
  /** Part of `output` that is audio. */
  readonly outputAudio?: number
  /** Part of `output` that is images. */
  readonly outputImage?: number
}

/**
 * Amounts billed in something else than tokens, by the name of the unit.
 *
 * The bundled prices know `tool.web_search`, `tool.web_fetch`, `tool.file_search` (calls), `tool.code_interpreter`
 * (containers), `request` (calls), `audio_seconds`, `characters`, `document_pages`, `annotated_document_pages`,
 * `text_messages`, `citation_tokens`, `search_units` (of rerank), and images by size and quality: `image.1024x1024`, `image.1024x1024.hd`. A unit
 * without a price leaves its call unpriced.
 */
export type UnitUsage = Readonly<Record<string, number>>

/** All that one call used. */
export interface CallUsage {
  readonly tokens: TokenUsage
  readonly units?: UnitUsage
}
