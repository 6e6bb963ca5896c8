import type { Provider } from '../../provider.ts'
import { transcriptionOperation } from '../openai/audio.ts'
import { chatCompletions } from '../openai/chat.ts'
import { embeddingsOf } from '../openai/embeddings.ts'

/** What a transcription is billed at the least: https://console.groq.com/docs/speech-to-text, seen 2026-11. */
const LEAST_SECONDS = 10

/** Groq, whose SDK and format are OpenAI's but for the usage of streams, which comes unasked in `x_groq`. */
export const groq: Provider = {
  name: 'groq',
  module: 'groq-sdk',
  versions: { from: '0.30.0', before: '2.0.0' },
  operations: [
    chatCompletions('Groq.Chat.Completions.prototype.create'),
    embeddingsOf('Groq.Embeddings.prototype.create'),
    transcriptionOperation('Groq.Audio.Transcriptions.prototype.create', '/audio/transcriptions', LEAST_SECONDS),
    transcriptionOperation('Groq.Audio.Translations.prototype.create', '/audio/translations', LEAST_SECONDS),
  ],
}
