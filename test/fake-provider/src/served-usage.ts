/**
 * What a provider did for one call, in one vocabulary for all endpoints. Each endpoint writes it in its own wire
 * format; the bill reads it here, so a lie on the wire (`rawUsage` of a behaviour) never reaches the bill.
 */
export interface ServedUsage {
  /** All input tokens; every other input field is a part of them (Anthropic's wire format shows the remainder). */
  readonly input: number
  readonly cacheRead: number
  /** Tokens written to the cache with the default lifetime: 5 minutes at Anthropic. */
  readonly cacheWrite: number
  readonly cacheWrite1h: number
  readonly inputAudio: number
  readonly inputImage: number
  /** All output tokens; reasoning, audio and predictions are parts of them. */
  readonly output: number
  readonly reasoning: number
  readonly outputAudio: number
  readonly outputImage: number
  readonly acceptedPrediction: number
  readonly rejectedPrediction: number
  readonly webSearches: number
  readonly webFetches: number
  /** Length of transcribed audio, for models that are billed by time. */
  readonly audioSeconds: number
  /** Length of spoken text, for models that are billed by characters. */
  readonly characters: number
  /** Queries over up to a hundred documents, for rerank. */
  readonly searchUnits: number
  /** Pictures, for models that are billed by them. */
  readonly images: number
}

export const NO_USAGE: ServedUsage = {
  input: 0,
  cacheRead: 0,
  cacheWrite: 0,
  cacheWrite1h: 0,
  inputAudio: 0,
  inputImage: 0,
  output: 0,
  reasoning: 0,
  outputAudio: 0,
  outputImage: 0,
  acceptedPrediction: 0,
  rejectedPrediction: 0,
  webSearches: 0,
  webFetches: 0,
  audioSeconds: 0,
  characters: 0,
  searchUnits: 0,
  images: 0,
}

/**
 * Lays the fields that a behaviour asks for over the defaults of the request.
 *
 * @throws {TypeError} when the parts of the input or of the output would exceed their total.
 */
export function servedUsage(defaults: Partial<ServedUsage>, asked: Partial<ServedUsage> | undefined): ServedUsage {
  const usage: ServedUsage = { ...NO_USAGE, ...defaults, ...asked }
  if (plainInput(usage) < 0) throw new TypeError(`usage: the parts of input exceed it: ${JSON.stringify(usage)}`)
  if (usage.reasoning + usage.outputAudio + usage.outputImage > usage.output) {
    throw new TypeError(`usage: the parts of output exceed it: ${JSON.stringify(usage)}`)
  }
  return usage
}

/** Input tokens that have no rate of their own: text that was neither read from the cache nor written to it. */
export function plainInput(usage: ServedUsage): number {
  return usage.input - usage.cacheRead - usage.cacheWrite - usage.cacheWrite1h - usage.inputAudio - usage.inputImage
}

/** What was done until a stream ended early: all of the input, and the output generated so far. */
export function usageUntil(usage: ServedUsage, generatedTokens: number): ServedUsage {
  const output = Math.min(usage.output, generatedTokens)
  const reasoning = Math.min(usage.reasoning, output)
  return {
    ...usage,
    output,
    reasoning,
    outputAudio: Math.min(usage.outputAudio, output - reasoning),
    outputImage: Math.min(usage.outputImage, output - reasoning - Math.min(usage.outputAudio, output - reasoning)),
  }
}
