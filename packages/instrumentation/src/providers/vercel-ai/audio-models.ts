import { type CallResponse, type Operation, operation } from '../../provider.ts'
import * as semconv from '../../semconv.ts'
import { speech, transcriptions } from '../openai/audio.ts'
import { meteredModelMethod, type ModelCall, requestHeaders } from './model.ts'

/** Speech is bytes without usage, and billed by the characters that were sent. */
export const doGenerateSpeech: Operation = operation<ModelCall & { readonly text?: string }, unknown>({
  name: 'speech',
  method: 'SpeechModel.prototype.doGenerate',
  constants: { [semconv.GEN_AI_OUTPUT_TYPE]: 'speech' },
  request: [],
  requestOf: requestHeaders,
  response: (answer, { text = '' }) => speech.response(answer, { input: text }),
  adapt: meteredModelMethod,
})

interface TranscriptionAnswer {
  readonly durationInSeconds?: number | null
  readonly response?: { readonly body?: unknown } | null
}

export const doTranscribe: Operation = operation<ModelCall, TranscriptionAnswer>({
  name: 'transcription',
  method: 'TranscriptionModel.prototype.doGenerate',
  constants: { [semconv.GEN_AI_OUTPUT_TYPE]: 'text' },
  request: [],
  requestOf: requestHeaders,
  response: readTranscription,
  adapt: meteredModelMethod,
})

/** The vendor's own answer has what is billed: tokens of the newer models, or seconds. All speak OpenAI's format, or tell seconds. */
function readTranscription({ durationInSeconds, response }: TranscriptionAnswer, options: ModelCall): CallResponse {
  const told = transcriptions[0]?.response(response?.body ?? {}, options)
  if (told?.usage !== undefined || told?.units !== undefined) return told
  return durationInSeconds == null ? {} : { units: { audio_seconds: Math.ceil(durationInSeconds) } }
}
