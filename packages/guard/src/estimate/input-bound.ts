import type { RequestBody } from '../http/wire-call.ts'
import { measureBody } from './body-size.ts'
import type { ModelLimits } from './model-limits.ts'

/**
 * The most tokens of one picture. gpt-4o-mini takes 2,833 and 5,667 for each of up to 8 tiles, as users have measured
 * (https://community.openai.com/t/1262691, seen 2026-11); its larger kin 85 and 170, or up to 1,536 patches. Claude takes one for
 * each 28 x 28 pixels of up to 2,576 a side (https://platform.claude.com/docs/en/build-with-claude/vision, seen 2026-11). For all
 * others it is a bound that no formula we know of reaches.
 */
const IMAGE_TOKENS: readonly (readonly [model: RegExp, tokens: number])[] = [
  [/^gpt-4o-mini/, 48_169],
  [/^gpt-4o|^gpt-4\.1$|^o1|^o3$/, 1_536],
  [/claude/, 8_464],
]
const OTHER_IMAGE_TOKENS = 10_000

/** Speech at its most compressed is 1,000 bytes a second, and a second is 32 tokens at the most (Gemini; OpenAI takes 10). */
const BYTES_PER_AUDIO_TOKEN = 31

/** What the chat format and the tools' preamble add around the text, which is less than the names and brackets of the JSON. */
const OVERHEAD_TOKENS = 500

/** The longest context on sale (that of gpt-5.4), for models whose own is not known, or can be widened by a header. */
const LONGEST_CONTEXT = 1_050_000
const WIDENED_BY_HEADER = /claude-sonnet-4/

/**
 * The most input tokens that a request can be billed for, in the time that it takes to walk its body: never a tokenizer, which
 * could take seconds. What the request only refers to is bounded by the model's context.
 */
export function inputBound(
  body: RequestBody,
  bodyBytes: number,
  model: string,
  limits: ModelLimits | undefined,
): number {
  const { textBytes, images, audioBytes, isOpen } = measureBody(body, bodyBytes)
  const context = limits === undefined || WIDENED_BY_HEADER.test(model) ? LONGEST_CONTEXT : limits.context
  if (isOpen) return context
  const imageTokens = IMAGE_TOKENS.find(([pattern]) => pattern.test(model))?.[1] ?? OTHER_IMAGE_TOKENS
  const tokens = textBytes + images * imageTokens + Math.ceil(audioBytes / BYTES_PER_AUDIO_TOKEN)
  // Tools have a preamble of their own, such as the 346 tokens of Claude.
  const overhead = body['tools'] === undefined ? 0 : OVERHEAD_TOKENS
  return Math.min(tokens + overhead, Math.max(context, 1))
}
