import type { SpeechCreateParams } from 'openai/resources/audio/speech'
import type { CallResponse, Operation, StreamFold, TokenUsage } from '../../provider.ts'
import { operation } from '../../provider.ts'
import * as semconv from '../../semconv.ts'

/** Usage of a transcription: tokens of the newer models, seconds of whisper. */
type TranscriptionUsage =
  | { readonly type: 'duration'; readonly seconds: number }
  | {
      readonly type?: 'tokens'
      readonly input_tokens: number
      readonly output_tokens: number
      readonly input_token_details?: { readonly audio_tokens?: number }
    }

interface TranscriptionAnswer {
  readonly usage?: TranscriptionUsage
  /** Seconds, in the verbose format, which has it as a number or as decimal text. */
  readonly duration?: number | string
}

/** The speech that is answered is bytes without usage: it is billed by the characters that were sent, or cannot be known. */
export const speech: Operation = operation<SpeechCreateParams, unknown>({
  name: 'speech',
  method: 'OpenAI.Audio.Speech.prototype.create',
  constants: { [semconv.GEN_AI_OUTPUT_TYPE]: 'speech' },
  request: [],
  response: (_bytes, { input }) => ({ units: { characters: [...input].length } }),
})

function transcriptionOperation(method: string): Operation {
  return operation<unknown, TranscriptionAnswer, TranscriptionAnswer>({
    name: 'transcription',
    method,
    constants: { [semconv.GEN_AI_OUTPUT_TYPE]: 'text' },
    request: [[semconv.GEN_AI_REQUEST_STREAM, 'stream', 'true']],
    response: readTranscription,
    fold: foldTranscription,
  })
}

/** https://platform.openai.com/docs/api-reference/audio, seen 2026-11. */
export const transcriptions: readonly Operation[] = [
  transcriptionOperation('OpenAI.Audio.Transcriptions.prototype.create'),
  transcriptionOperation('OpenAI.Audio.Translations.prototype.create'),
]

function readTranscription({ usage, duration }: TranscriptionAnswer): CallResponse {
  if (usage !== undefined && 'input_tokens' in usage) return { usage: transcriptionTokens(usage) }
  const seconds = usage?.seconds ?? (duration === undefined ? undefined : Number(duration))
  // Whisper bills whole seconds: https://platform.openai.com/docs/pricing#transcription-and-speech, seen 2026-11.
  return seconds === undefined ? {} : { units: { audio_seconds: Math.ceil(seconds) } }
}

function transcriptionTokens(usage: Extract<TranscriptionUsage, { input_tokens: number }>): TokenUsage {
  return {
    input: usage.input_tokens,
    output: usage.output_tokens,
    inputAudio: usage.input_token_details?.audio_tokens,
  }
}

function foldTranscription(): StreamFold<TranscriptionAnswer> {
  let last: TranscriptionAnswer = {}
  return {
    add(event) {
      if (event.usage !== undefined) last = event
      return undefined
    },
    response: () => readTranscription(last),
    hasFinalUsage: () => last.usage !== undefined,
    generatedText: () => '',
  }
}
