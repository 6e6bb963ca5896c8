import { type Answer, jsonAnswer, share, type Served, type StreamEvent } from '../answer.ts'
import type { Behaviour } from '../behaviour.ts'
import { type Exchange, requestedModel } from '../exchange.ts'
import { numberAt, objectAt, stringAt } from '../json.ts'
import { errorBody, invalidRequest } from './openai-errors.ts'
import { type ServedUsage, servedUsage } from '../served-usage.ts'
import { DONE_EVENT, dataEvent } from '../sse.ts'
import { answerTo, pieces, tokensIn } from '../text.ts'

/** Uploads are taken for 16 kB a second, and a second for ten audio tokens. */
const BYTES_PER_SECOND = 16_000
const AUDIO_TOKENS_PER_SECOND = 10

/** `POST /v1/audio/transcriptions` and `/v1/audio/translations`: Whisper is billed by time, the newer models by tokens. */
export function transcriptions(exchange: Exchange, behaviour: Behaviour): Answer {
  const { body } = exchange
  const model = requestedModel(exchange)
  const file = objectAt(body, 'file')
  if (model === undefined || file === undefined)
    return invalidRequest('Field required', model === undefined ? 'model' : 'file')
  const seconds = behaviour.usage?.audioSeconds ?? Math.ceil((numberAt(file, 'size') ?? 0) / BYTES_PER_SECOND)
  const text = behaviour.text ?? answerTo(stringAt(file, 'name') ?? '')
  const byTime = model.startsWith('whisper')
  const audioTokens = seconds * AUDIO_TOKENS_PER_SECOND
  const usage = servedUsage(
    byTime ? { audioSeconds: seconds } : { input: audioTokens, inputAudio: audioTokens, output: tokensIn(text) },
    behaviour.usage,
  )
  const served: Served = {
    endpoint: 'openai transcriptions',
    model: behaviour.model ?? model,
    serviceTier: 'default',
    usage,
  }
  const told = byTime ? { type: 'duration', seconds } : tokenUsage(usage)
  const wireUsage = behaviour.rawUsage === undefined ? told : behaviour.rawUsage
  if (stringAt(body, 'stream') === 'true' && !byTime) {
    const errorEvent = (): string => dataEvent(errorBody(500, behaviour.error))
    const events = textEvents(text, usage, wireUsage, behaviour)
    return { status: 200, body: { kind: 'stream', events, errorEvent }, served: [served] }
  }
  const format = stringAt(body, 'response_format') ?? 'json'
  if (format === 'text' || format === 'srt' || format === 'vtt') {
    const bytes = Buffer.from(`${text}\n`)
    return {
      status: 200,
      body: { kind: 'bytes', contentType: 'text/plain; charset=utf-8', bytes },
      served: [served],
    }
  }
  const whole = { text, ...(wireUsage !== null && { usage: wireUsage }) }
  if (format !== 'verbose_json') return jsonAnswer(whole, served)
  return jsonAnswer({ task: 'transcribe', language: 'english', duration: seconds, ...whole, segments: [] }, served)
}

function tokenUsage(usage: ServedUsage): unknown {
  return {
    type: 'tokens',
    total_tokens: usage.input + usage.output,
    input_tokens: usage.input,
    input_token_details: {
      text_tokens: usage.input - usage.inputAudio,
      audio_tokens: usage.inputAudio,
    },
    output_tokens: usage.output,
  }
}

function* textEvents(
  text: string,
  usage: ServedUsage,
  wireUsage: unknown,
  behaviour: Behaviour,
): Generator<StreamEvent> {
  const parts = pieces(text, behaviour.chunks)
  for (const [index, delta] of parts.entries()) {
    const wire = dataEvent({ type: 'transcript.text.delta', delta })
    yield { wire, content: true, outputTokens: share(usage.output, parts.length, index) }
  }
  const done = {
    type: 'transcript.text.done',
    text,
    ...(wireUsage !== null && { usage: wireUsage }),
  }
  yield { wire: dataEvent(done), content: false, outputTokens: 0 }
  yield { wire: DONE_EVENT, content: false, outputTokens: 0 }
}
