import type { TokenUsage } from '../../provider.ts'

/** A count that the service leaves out where it is zero. */
type Count = number | null

/** How many tokens of a total are of one kind: text, audio, image, video, document. */
interface ModalityCount {
  readonly modality?: string | null
  readonly tokenCount?: Count
}

/** Usage of the Gemini models, the same at both platforms. */
export interface UsageMetadata {
  readonly promptTokenCount?: Count
  /** Part of the prompt. */
  readonly cachedContentTokenCount?: Count
  /** What tools gave back to the model: input beside the prompt. */
  readonly toolUsePromptTokenCount?: Count
  readonly candidatesTokenCount?: Count
  /** Output beside the candidates. */
  readonly thoughtsTokenCount?: Count
  readonly promptTokensDetails?: readonly ModalityCount[] | null
  readonly cacheTokensDetails?: readonly ModalityCount[] | null
  readonly toolUsePromptTokensDetails?: readonly ModalityCount[] | null
  readonly candidatesTokensDetails?: readonly ModalityCount[] | null
  readonly trafficType?: string | null
}

/**
 * The tokens that one answer billed. Thoughts and the results of tools stand beside the totals that Google names, and are taken
 * into ours: https://ai.google.dev/api/generate-content#UsageMetadata, seen 2026-11. Video and documents cost what text costs.
 */
export function contentUsage(usage: UsageMetadata | null | undefined): TokenUsage | undefined {
  if (usage?.promptTokenCount == null) return undefined
  const { promptTokensDetails, toolUsePromptTokensDetails, candidatesTokensDetails, cacheTokensDetails } = usage
  return {
    input: usage.promptTokenCount + (usage.toolUsePromptTokenCount ?? 0),
    output: (usage.candidatesTokenCount ?? 0) + (usage.thoughtsTokenCount ?? 0),
    cacheRead: usage.cachedContentTokenCount ?? undefined,
    cacheReadAudio: tokensOf('AUDIO', cacheTokensDetails),
    cacheReadImage: tokensOf('IMAGE', cacheTokensDetails),
    inputAudio: tokensOf('AUDIO', promptTokensDetails, toolUsePromptTokensDetails),
    inputImage: tokensOf('IMAGE', promptTokensDetails, toolUsePromptTokensDetails),
    reasoning: usage.thoughtsTokenCount ?? undefined,
    outputAudio: tokensOf('AUDIO', candidatesTokensDetails),
    outputImage: tokensOf('IMAGE', candidatesTokensDetails),
  }
}

/** Tokens of one modality, or undefined where nothing is said of modalities. */
function tokensOf(
  modality: string,
  ...details: readonly (readonly ModalityCount[] | null | undefined)[]
): number | undefined {
  const told = details.filter((each) => each !== null && each !== undefined)
  if (told.length === 0) return undefined
  return told.flat().reduce((sum, each) => sum + (each.modality === modality ? (each.tokenCount ?? 0) : 0), 0)
}
