import { type Answer, type EventStream, jsonAnswer, type Served } from '../answer.ts'
import type { Behaviour } from '../behaviour.ts'
import { type Exchange, requestedModel } from '../exchange.ts'
import { isTrue, numberAt, stringAt } from '../json.ts'
import { errorBody, invalidRequest } from './openai-errors.ts'
import { nowSeconds } from './openai-request.ts'
import { type ServedUsage, servedUsage } from '../served-usage.ts'
import { DONE_EVENT, namedEvent } from '../sse.ts'
import { tokensIn } from '../text.ts'

/** One transparent pixel. */
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='

/** Output tokens of a square image: https://developers.openai.com/api/docs/guides/image-generation. */
const TOKENS_BY_QUALITY: Readonly<Record<string, number>> = { low: 272, medium: 1056, high: 4160 }

/** What an uploaded image adds to the input of an edit. */
const INPUT_IMAGE_TOKENS = 323

interface Picture {
  readonly model: string
  readonly count: number
  readonly quality: string
  readonly size: string
  readonly usage: ServedUsage
}

/** `POST /v1/images/generations` and `/v1/images/edits`: GPT Image models report usage, DALL-E models never do. */
export function images(exchange: Exchange, behaviour: Behaviour): Answer {
  const { body } = exchange
  const prompt = stringAt(body, 'prompt')
  if (prompt === undefined)
    return invalidRequest("Missing required parameter: 'prompt'.", 'prompt', 'missing_required_parameter')
  const picture = composePicture(exchange, prompt, behaviour)
  const served: Served = {
    endpoint: 'openai images',
    model: picture.model,
    serviceTier: behaviour.serviceTier ?? 'default',
    usage: picture.usage,
  }
  if (picture.model.startsWith('dall-e')) return jsonAnswer(dalleImages(picture, body, prompt), served)
  if (isTrue(body, 'stream')) return { status: 200, body: imageEvents(picture, behaviour), served: [served] }
  const usage = wireUsage(picture.usage, behaviour)
  return jsonAnswer(
    {
      created: nowSeconds(),
      background: 'opaque',
      data: Array.from({ length: picture.count }, () => ({ b64_json: PNG })),
      output_format: 'png',
      quality: picture.quality,
      size: picture.size,
      ...(usage !== null && { usage }),
    },
    served,
  )
}

function composePicture(exchange: Exchange, prompt: string, behaviour: Behaviour): Picture {
  const { body } = exchange
  const asked = stringAt(body, 'quality')
  const quality = asked === undefined || asked === 'auto' ? 'medium' : asked
  const size = stringAt(body, 'size')
  const count = numberAt(body, 'n') ?? Number(stringAt(body, 'n') ?? 1)
  const inputImage = exchange.path.endsWith('/edits') ? INPUT_IMAGE_TOKENS : 0
  const output = count * (TOKENS_BY_QUALITY[quality] ?? 1056)
  return {
    model: behaviour.model ?? requestedModel(exchange) ?? 'gpt-image-1',
    count,
    quality,
    size: size === undefined || size === 'auto' ? '1024x1024' : size,
    usage: servedUsage({ input: tokensIn(prompt) + inputImage, inputImage, output }, behaviour.usage),
  }
}

function dalleImages(picture: Picture, body: unknown, prompt: string): unknown {
  const inline = stringAt(body, 'response_format') === 'b64_json'
  const image = inline ? { b64_json: PNG } : { url: 'https://example.com/fake.png' }
  const data = Array.from({ length: picture.count }, () => ({ ...image, revised_prompt: prompt }))
  return { created: nowSeconds(), data }
}

function imageEvents(picture: Picture, behaviour: Behaviour): EventStream {
  const image = {
    b64_json: PNG,
    background: 'opaque',
    created_at: nowSeconds(),
    output_format: 'png',
    quality: picture.quality,
    size: picture.size,
  }
  const partial = 'image_generation.partial_image'
  const completed = 'image_generation.completed'
  const usage = wireUsage(picture.usage, behaviour)
  return {
    kind: 'stream',
    events: [
      {
        wire: namedEvent(partial, { type: partial, partial_image_index: 0, ...image }),
        content: true,
        outputTokens: 0,
      },
      {
        wire: namedEvent(completed, {
          type: completed,
          ...image,
          ...(usage !== null && { usage }),
        }),
        content: true,
        outputTokens: picture.usage.output,
      },
      { wire: DONE_EVENT, content: false, outputTokens: 0 },
    ],
    errorEvent: () => namedEvent('error', { type: 'error', ...errorBody(500, behaviour.error) }),
  }
}

function wireUsage(usage: ServedUsage, behaviour: Behaviour): unknown {
  if (behaviour.rawUsage !== undefined) return behaviour.rawUsage
  return {
    input_tokens: usage.input,
    input_tokens_details: {
      text_tokens: usage.input - usage.inputImage,
      image_tokens: usage.inputImage,
    },
    output_tokens: usage.output,
    output_tokens_details: { text_tokens: 0, image_tokens: usage.output },
    total_tokens: usage.input + usage.output,
  }
}
