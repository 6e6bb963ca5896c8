import { type Answer, jsonAnswer } from '../answer.ts'
import type { Behaviour } from '../behaviour.ts'
import type { Exchange } from '../exchange.ts'
import { numberAt, objectAt } from '../json.ts'
import { NO_USAGE } from '../served-usage.ts'
import { modelOf } from './google-model.ts'

/** `POST models/imagen-NAME:predict`, billed by the image. */
export function predictImages(exchange: Exchange, behaviour: Behaviour): Answer {
  const asked = numberAt(objectAt(exchange.body, 'parameters'), 'sampleCount') ?? 1
  const images = behaviour.usage?.images ?? asked
  const image = { mimeType: 'image/png', bytesBase64Encoded: Buffer.from('fake image').toString('base64') }
  const predictions = Array.from({ length: images }, () => image)
  return jsonAnswer(
    { predictions },
    {
      endpoint: 'google images',
      model: modelOf(exchange),
      serviceTier: 'standard',
      usage: { ...NO_USAGE, images },
    },
  )
}
