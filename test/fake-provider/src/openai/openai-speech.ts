import { type Answer, share, type Served, type StreamEvent } from '../answer.ts'
import type { Behaviour } from '../behaviour.ts'
import { type Exchange, requestedModel } from '../exchange.ts'
import { stringAt } from '../json.ts'
import { errorBody, invalidRequest } from './openai-errors.ts'
import { type ServedUsage, servedUsage } from '../served-usage.ts'
import { dataEvent } from '../sse.ts'
import { tokensIn } from '../text.ts'

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  mp3: 'audio/mpeg',
  opus: 'audio/opus',
  aac: 'audio/aac',
  flac: 'audio/flac',
  wav: 'audio/wav',
  pcm: 'audio/pcm',
}

/** Speech takes about five times the tokens of the text that is read out. */
const AUDIO_TOKENS_PER_TEXT_TOKEN = 5

/** `POST /v1/audio/speech`: bytes say nothing about usage; the event stream does, in its last event. */
export function speech(exchange: Exchange, behaviour: Behaviour): Answer {
  const { body } = exchange
  const model = requestedModel(exchange)
  const input = stringAt(body, 'input')
  if (model === undefined || input === undefined)
    return invalidRequest('Field required', model === undefined ? 'model' : 'input')
  const tokens = tokensIn(input)
  const usage = servedUsage(
    { input: tokens, output: tokens * AUDIO_TOKENS_PER_TEXT_TOKEN, characters: input.length },
    behaviour.usage,
  )
  const served: readonly Served[] = [
    { endpoint: 'openai speech', model: behaviour.model ?? model, serviceTier: 'default', usage },
  ]
  if (stringAt(body, 'stream_format') === 'sse') {
    const errorEvent = (): string => dataEvent(errorBody(500, behaviour.error))
    return {
      status: 200,
      body: { kind: 'stream', events: events(usage, behaviour), errorEvent },
      served,
    }
  }
  const contentType = CONTENT_TYPES[stringAt(body, 'response_format') ?? 'mp3'] ?? 'application/octet-stream'
  return {
    status: 200,
    body: { kind: 'bytes', contentType, bytes: Buffer.alloc(Math.max(1, tokens) * 128) },
    served,
  }
}

function* events(usage: ServedUsage, behaviour: Behaviour): Generator<StreamEvent> {
  const chunks = behaviour.chunks ?? 4
  for (let index = 0; index < chunks; index++) {
    const wire = dataEvent({ type: 'speech.audio.delta', audio: 'AAAA' })
    yield { wire, content: true, outputTokens: share(usage.output, chunks, index) }
  }
  const told = behaviour.rawUsage ?? {
    input_tokens: usage.input,
    output_tokens: usage.output,
    total_tokens: usage.input + usage.output,
  }
  yield {
    wire: dataEvent({ type: 'speech.audio.done', usage: told }),
    content: false,
    outputTokens: 0,
  }
}
