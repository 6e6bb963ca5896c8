import type { ImageSize } from './image-size.ts'

/** A picture in a prompt, as far as it decides how many tokens it is. */
export interface PromptImage {
  /** Undefined where the prompt only names a place. */
  readonly size: ImageSize | undefined
  /** OpenAI's `detail: 'low'`. */
  readonly isLowDetail: boolean
}

/** What a picture whose size is not told is taken for. */
const ASSUMED_SIZE: ImageSize = { width: 1024, height: 1024 }

/**
 * The tokens of one picture by its size, as each maker publishes it; undefined where the maker does not.
 *
 * OpenAI: https://platform.openai.com/docs/guides/images-vision#calculating-costs, with what users were billed
 * (https://community.openai.com/t/1262691), seen 2026-11. Anthropic: https://platform.claude.com/docs/en/build-with-claude/vision.
 * Google: https://ai.google.dev/gemini-api/docs/tokens and /media-resolution, seen 2026-11.
 */
export function imageTokens(model: string, { size = ASSUMED_SIZE, isLowDetail }: PromptImage): number | undefined {
  return RULES.find(([pattern]) => pattern.test(model.toLowerCase()))?.[1](size, isLowDetail)
}

type ImageRule = (size: ImageSize, isLowDetail: boolean) => number

/** The first that matches holds. */
const RULES: readonly (readonly [model: RegExp, rule: ImageRule])[] = [
  [/gpt-4o-mini/, tiles(2_833, 5_667)],
  [/gpt-(?:4\.1|5)-mini/, patches(1.62)],
  [/gpt-(?:4\.1|5)-nano/, patches(2.46)],
  [/o4-mini/, patches(1.72)],
  [/gpt-5\.[2-9]/, patches(1.2)],
  [/gpt-5/, tiles(70, 140)],
  [/gpt-4|chatgpt-4o/, tiles(85, 170)],
  [/(?:^|\/)o[13]/, tiles(75, 150)],
  [/claude-(?:opus-4-[7-9]|(?:opus|sonnet|haiku)-(?:[5-9]|\d{2,})(?:-|$)|fable|mythos)/, claude(2_576, 8_464)],
  [/claude/, claude(1_568, 1_568)],
  [/gemini-3/, () => 1_120],
  [/gemini/, gemini],
]

/** Scaled into 2,048 squared, then to a short side of 768, and cut into squares of 512. */
function tiles(base: number, each: number): ImageRule {
  return ({ width, height }, isLowDetail) => {
    if (isLowDetail) return base
    const fit = Math.min(1, 2_048 / Math.max(width, height))
    const scale = fit * Math.min(1, 768 / (Math.min(width, height) * fit))
    return base + each * Math.ceil((width * scale) / 512) * Math.ceil((height * scale) / 512)
  }
}

/** Patches of 32 pixels squared, at most 1,536 of them, each of which counts so many times. */
function patches(factor: number): ImageRule {
  return ({ width, height }) => {
    const whole = Math.ceil(width / 32) * Math.ceil(height / 32)
    return Math.ceil(Math.min(1_536, whole) * factor)
  }
}

/** Patches of 28 pixels squared, after scaling to the longest side and the most tokens that the model takes. */
function claude(longestSide: number, mostTokens: number): ImageRule {
  return ({ width, height }) => {
    const scale = Math.min(1, longestSide / Math.max(width, height))
    return Math.min(mostTokens, Math.ceil((width * scale) / 28) * Math.ceil((height * scale) / 28))
  }
}

/** 258 tokens for a small picture, and for each square of 768 of a larger one. */
function gemini({ width, height }: ImageSize): number {
  if (Math.max(width, height) <= 384) return 258
  return 258 * Math.ceil(width / 768) * Math.ceil(height / 768)
}
