import { type CallResponse, type Operation, operation, type TokenUsage } from '../../provider.ts'
import * as semconv from '../../semconv.ts'
import { type GatewayMetadata, gatewayCost } from './gateway-cost.ts'
import { meteredModelMethod, type ModelCall, requestHeaders } from './model.ts'

interface ImageAnswer {
  readonly images?: readonly unknown[] | null
  readonly usage?: { readonly inputTokens?: number; readonly outputTokens?: number } | null
  readonly providerMetadata?: (GatewayMetadata & { readonly openai?: { readonly images?: readonly Told[] } }) | null
}

/** What OpenAI tells of one image: the share of it in what went in, and how it was made. */
interface Told {
  readonly imageTokens?: number | null
  readonly size?: string | null
  readonly quality?: string | null
}

interface ImageOptions extends ModelCall {
  readonly size?: string
  readonly providerOptions?: { readonly openai?: { readonly quality?: string } }
}

/** Images of one call; `generateImage` makes several calls where a model gives few at a time. */
export const doGenerateImages: Operation = operation<ImageOptions, ImageAnswer>({
  name: 'image_generation',
  method: 'ImageModel.prototype.doGenerate',
  constants: { [semconv.GEN_AI_OUTPUT_TYPE]: 'image' },
  request: [[semconv.GEN_AI_REQUEST_CHOICE_COUNT, 'n', 'number']],
  requestOf: requestHeaders,
  response: (answer, options) => ({ ...billedOf(answer, options), costUsd: gatewayCost(answer.providerMetadata) }),
  adapt: meteredModelMethod,
})

/** Tokens where the model tells them, and else images: OpenAI's are billed by size and quality, those of others alike. */
function billedOf({ images, usage, providerMetadata }: ImageAnswer, options: ImageOptions): CallResponse {
  const told = providerMetadata?.openai?.images ?? []
  const tokens = imageTokens(usage, told)
  if (tokens !== undefined) return { usage: tokens }
  const size = told[0]?.size ?? options.size ?? '1024x1024'
  const quality = told[0]?.quality ?? options.providerOptions?.openai?.quality ?? 'standard'
  const unit = /^_?OpenAIImage/.test(options.modelClass) ? `image.${size}.${quality}` : 'image'
  return { units: { [unit]: images?.length ?? 0 } }
}

function imageTokens(usage: ImageAnswer['usage'], told: readonly Told[]): TokenUsage | undefined {
  if (usage?.inputTokens == null) return undefined
  const output = usage.outputTokens ?? 0
  const inputImage = told.reduce((sum, each) => sum + (each.imageTokens ?? 0), 0)
  return { input: usage.inputTokens, output, inputImage, outputImage: output }
}
