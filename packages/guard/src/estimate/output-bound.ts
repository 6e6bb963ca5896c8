import type { WireCall } from '../http/wire-call.ts'
import { askedCount } from './asked-count.ts'
import type { ModelLimits } from './model-limits.ts'

/** The most output on sale, for models whose own limit is not known; telemetry assumes the same. */
const ASSUMED_MAX_OUTPUT_TOKENS = 128_000

/** https://platform.openai.com/docs/guides/image-generation#cost-and-latency, seen 2026-11: 1536 x 1024 in high quality. */
const TOKENS_PER_IMAGE = 6_240

/** The most output tokens that a request can be billed for: what it asks for, or else what its model can give. */
export function outputBound({ operation, body }: WireCall, limits: ModelLimits | undefined): number {
  if (operation === undefined) return ASSUMED_MAX_OUTPUT_TOKENS
  if (operation.name === 'embeddings' || operation.name === 'moderation' || operation.name === 'rerank') return 0
  const answers = answersOf(body)
  if (operation.name === 'text_completion') return askedCount(body['max_tokens'], 16) * answers
  if (operation.name === 'image_generation') return answers * TOKENS_PER_IMAGE
  const asked: unknown = operation.maxOutputTokens?.(body) ?? nestedLimit(body, answers)
  const most = askedCount(asked, (limits?.output ?? ASSUMED_MAX_OUTPUT_TOKENS) * answers)
  return most + predictionBytes(body)
}

/** Gemini's and Bedrock's requests keep the limit one level deeper than the parameters of their SDKs. */
function nestedLimit({ generationConfig, inferenceConfig }: WireCall['body'], answers: number): unknown {
  const { maxOutputTokens } = (generationConfig ?? {}) as { readonly maxOutputTokens?: unknown }
  const { maxTokens } = (inferenceConfig ?? {}) as { readonly maxTokens?: unknown }
  return maxOutputTokens == null ? maxTokens : Number(maxOutputTokens) * answers
}

/** How many answers a request asks for. Of legacy completions, which by default have 16 tokens, all that were tried are billed, for each prompt. */
export function answersOf({ n, best_of: bestOf, generationConfig, prompt }: WireCall['body']): number {
  const { candidateCount } = (generationConfig ?? {}) as { readonly candidateCount?: unknown }
  const prompts = Array.isArray(prompt) && typeof prompt[0] !== 'number' ? prompt.length : 1
  return Math.max(1, ...[n, bestOf, candidateCount].map((count) => askedCount(count, 1))) * Math.max(1, prompts)
}

/** A prediction that does not come true is billed as output. */
function predictionBytes({ prediction }: WireCall['body']): number {
  return prediction == null ? 0 : Buffer.byteLength(JSON.stringify(prediction))
}
