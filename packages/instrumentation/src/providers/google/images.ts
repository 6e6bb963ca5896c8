import { type CallResponse, type Operation, operation } from '../../provider.ts'
import * as semconv from '../../semconv.ts'

interface ImagesAnswer {
  readonly generatedImages?: readonly ({ readonly image?: unknown } | null)[] | null
}

function imageOperation(method: string): Operation {
  return operation<unknown, ImagesAnswer>({
    name: 'image_generation',
    method: `Models.prototype.${method}`,
    constants: { [semconv.GEN_AI_OUTPUT_TYPE]: 'image' },
    request: [[semconv.GEN_AI_REQUEST_CHOICE_COUNT, ['config', 'numberOfImages'], 'number']],
    response: readImages,
  })
}

/** The Imagen models: https://ai.google.dev/gemini-api/docs/imagen, seen 2026-11. */
export const images: readonly Operation[] = [
  imageOperation('generateImagesInternal'),
  imageOperation('editImageInternal'),
  imageOperation('upscaleImageInternal'),
]

/** Imagen bills each image that it gives; one that its filter keeps back is listed without an image, and is free. */
function readImages({ generatedImages }: ImagesAnswer): CallResponse {
  const given = (generatedImages ?? []).filter((each) => each?.image != null).length
  return { units: { image: given } }
}
