import type { SpeechCreateParams } from 'openai/resources/audio/speech'
import type { CallResponse, Operation, StreamFold, TokenUsage } from '../../provider.ts'
import { operation } from '../../provider.ts'
import * as semconv from '../../semconv.ts'

/** Usage of a transcription: tokens of the newer models, seconds of whisper. */
type TranscriptionUsage =
  | { readonly type: 'duration'; readonly seconds?: number | null }
  | {
      readonly type?: 'tokens'
      readonly input_tokens?: number | null
      readonly output_tokens?: number | null
      readonly input_token_details?: { readonly audio_tokens?: number | null } | null
    }

interface TranscriptionAnswer {
  readonly usage?: TranscriptionUsage | null
  /** Seconds, in the verbose format, which has it as a number or as decimal text. */
  readonly duration?: number | string | null
}

/** The speech that is answered is bytes without usage: it is billed by the characters that were sent, or cannot be known. */
export const speech: Operation = operation<SpeechCreateParams, unknown>({
  name: 'speech',
  method: 'OpenAI.Audio.Speech.prototype.create',
  constants: { [semconv.GEN_AI_OUTPUT_TYPE]: 'speech' },
  request: [],
  response: (_bytes, { input }) => ({ units: { characters: Array.from(input).length } }),
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
  if (usage && 'input_tokens' in usage) return { usage: transcriptionTokens(usage) }
  const seconds = Number((usage && 'seconds' in usage ? usage.seconds : undefined) ?? duration ?? Number.NaN)
  // Whisper bills whole seconds: https://platform.openai.com/docs/pricing#transcription-and-speech, seen 2026-11.
  return Number.isFinite(seconds) ? { units: { audio_seconds: Math.ceil(seconds) } } : {}
}

function transcriptionTokens(usage: Exclude<TranscriptionUsage, { type: 'duration' }>): TokenUsage | undefined {
  if (usage.input_tokens == null) return undefined
  return {
    input: usage.input_tokens,
    output: usage.output_tokens ?? 0,
    inputAudio: usage.input_token_details?.audio_tokens ?? undefined,
  }
}

function foldTranscription(): StreamFold<TranscriptionAnswer> {
  let last: TranscriptionAnswer = {}
  return {
    add(event) {
      if (event.usage) last = event
      return undefined
    },
    response: () => readTranscription(last),
    hasFinalUsage: () => last.usage !== undefined,
    generatedText: () => '',
  }
}
