import type { AnswerFormat } from './answer-format.ts'
import { anthropicMessages } from './anthropic-messages.ts'
import { googleContent } from './google-content.ts'
import { openaiChat } from './openai-chat.ts'
import { openaiEmbeddings } from './openai-embeddings.ts'
import { openaiResponses } from './openai-responses.ts'

/** The formats whose answers are kept. Another one is one line here. */
const FORMATS: readonly AnswerFormat[] = [
  openaiChat,
  openaiResponses,
  openaiEmbeddings,
  anthropicMessages,
  googleContent,
]

/** The format of a call's answer, by the end of its path; undefined where answers of that kind are not kept. */
export function answerFormat(pathname: string): AnswerFormat | undefined {
  return FORMATS.find(({ paths }) => paths.some((path) => pathname.endsWith(path)))
}
