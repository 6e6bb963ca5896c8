import type { ImageGenerateParams } from 'openai/resources/images'
import type { CallResponse, Operation, StreamFold, TokenUsage } from '../../provider.ts'
import { operation } from '../../provider.ts'
import * as semconv from '../../semconv.ts'
import type { RequestTable } from '../../call/request-attributes.ts'

/** Usage of the image models that bill tokens: text and images go in, images come out. */
interface ImageUsage {
  readonly input_tokens?: number | null
  readonly output_tokens?: number | null
  readonly input_tokens_details?: { readonly image_tokens?: number | null } | null
  readonly output_tokens_details?: { readonly image_tokens?: number | null } | null
}

interface ImagesAnswer {
  readonly data?: readonly unknown[] | null
  readonly usage?: ImageUsage | null
}

interface ImageEvent {
  readonly usage?: ImageUsage | null
}

/** What the three image methods have in common, of which some take no quality and some no model. */
type ImageParams = Pick<ImageGenerateParams, 'model' | 'size' | 'quality' | 'n'>

const request: RequestTable = [
  [semconv.GEN_AI_REQUEST_STREAM, 'stream', 'true'],
  [semconv.GEN_AI_REQUEST_CHOICE_COUNT, 'n', 'number'],
]

function imageOperation(method: string, path: string): Operation {
  return operation<ImageParams, ImagesAnswer, ImageEvent>({
    name: 'image_generation',
    method: `OpenAI.Images.prototype.${method}`,
    paths: [path],
    constants: { [semconv.GEN_AI_OUTPUT_TYPE]: 'image' },
    request,
    response: readImages,
    fold: foldImages,
  })
}

/** https://platform.openai.com/docs/api-reference/images, seen 2026-11. */
export const images: readonly Operation[] = [
  imageOperation('generate', '/images/generations'),
  imageOperation('edit', '/images/edits'),
  imageOperation('createVariation', '/images/variations'),
]

/** Models without usage, such as dall-e-3, bill the image by size and quality; the defaults are those of the API. */
function readImages({ data, usage }: ImagesAnswer, params: ImageParams): CallResponse {
  if (usage) return { usage: imageUsage(usage) }
  const unit = `image.${params.size ?? '1024x1024'}.${params.quality ?? 'standard'}`
  return { units: { [unit]: data?.length ?? params.n ?? 1 } }
}

function imageUsage(usage: ImageUsage): TokenUsage | undefined {
  if (usage.input_tokens == null) return undefined
  const output = usage.output_tokens ?? 0
  return {
    input: usage.input_tokens,
    output,
    inputImage: usage.input_tokens_details?.image_tokens ?? undefined,
    outputImage: usage.output_tokens_details?.image_tokens ?? output,
  }
}

function foldImages(): StreamFold<ImageEvent> {
  let usage: ImageUsage | undefined
  return {
    add(event) {
      usage = event.usage ?? usage
      return undefined
    },
    response: () => ({ usage: usage && imageUsage(usage) }),
    hasFinalUsage: () => usage !== undefined,
    generatedText: () => '',
  }
}
