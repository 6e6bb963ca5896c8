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
  paths: ['/audio/speech'],
  constants: { [semconv.GEN_AI_OUTPUT_TYPE]: 'speech' },
  request: [],
  response: (_bytes, { input }) => ({ units: { characters: Array.from(input).length } }),
})

/** A method that turns speech into text in OpenAI's format. Groq bills ten seconds at the least, OpenAI what there is. */
export function transcriptionOperation(method: string, path: string, leastSeconds = 0): Operation {
  return operation<unknown, TranscriptionAnswer, TranscriptionAnswer>({
    name: 'transcription',
    method,
    paths: [path],
    constants: { [semconv.GEN_AI_OUTPUT_TYPE]: 'text' },
    request: [[semconv.GEN_AI_REQUEST_STREAM, 'stream', 'true']],
    response: (answer) => readTranscription(answer, leastSeconds),
    fold: () => foldTranscription(leastSeconds),
  })
}

/** https://platform.openai.com/docs/api-reference/audio, seen 2026-11. */
export const transcriptions: readonly Operation[] = [
  transcriptionOperation('OpenAI.Audio.Transcriptions.prototype.create', '/audio/transcriptions'),
  transcriptionOperation('OpenAI.Audio.Translations.prototype.create', '/audio/translations'),
]

function readTranscription({ usage, duration }: TranscriptionAnswer, leastSeconds: number): CallResponse {
  if (usage && 'input_tokens' in usage) return { usage: transcriptionTokens(usage) }
  const seconds = Number((usage && 'seconds' in usage ? usage.seconds : undefined) ?? duration ?? Number.NaN)
  // Whisper bills whole seconds: https://platform.openai.com/docs/pricing#transcription-and-speech, seen 2026-11.
  return Number.isFinite(seconds) ? { units: { audio_seconds: Math.max(Math.ceil(seconds), leastSeconds) } } : {}
}

function transcriptionTokens(usage: Exclude<TranscriptionUsage, { type: 'duration' }>): TokenUsage | undefined {
  if (usage.input_tokens == null) return undefined
  return {
    input: usage.input_tokens,
    output: usage.output_tokens ?? 0,
    inputAudio: usage.input_token_details?.audio_tokens ?? undefined,
  }
}

function foldTranscription(leastSeconds: number): StreamFold<TranscriptionAnswer> {
  let last: TranscriptionAnswer = {}
  return {
    add(event) {
      if (event.usage) last = event
      return undefined
    },
    response: () => readTranscription(last, leastSeconds),
    hasFinalUsage: () => last.usage !== undefined,
    generatedText: () => '',
  }
}
