import type { Operation } from '../../provider.ts'
import { fromWire } from '../../from-wire.ts'
import { messages } from '../anthropic/messages.ts'
import { chat as cohereChat } from '../cohere/chat.ts'
import { generateContent, generateContentStream } from '../google/generate-content.ts'
import { chat } from '../openai/chat.ts'
import { completions } from '../openai/completions.ts'
import { responses } from '../openai/responses.ts'

/** How the answers of one vendor are read, whole and in chunks. */
interface WireFormat {
  readonly whole: Operation | undefined
  readonly stream: Operation | undefined
}

/**
 * The vendors' own formats, by the class of the model that speaks them.
 *
 * The AI SDK's own usage leaves out what prices need: the tier that was served, cache writes that are kept for an hour, searches
 * that are billed apart. But it hands over what the vendor sent, so that the vendor's own reader can read it.
 */
export function wireFormat(modelClass: string): WireFormat | undefined {
  return FORMATS.find(([name]) => name.test(modelClass))?.[1]
}

/** Some bundlers put a `_` before the name of a class. */
const FORMATS: readonly (readonly [RegExp, WireFormat])[] = [
  [/^_?OpenAI(?:Compatible)?ChatLanguageModel$/, both(chat)],
  [/^_?OpenAIResponsesLanguageModel$/, both(responses[0])],
  [/^_?OpenAI(?:Compatible)?CompletionLanguageModel$/, both(completions)],
  [/^_?Anthropic(?:Messages)?LanguageModel$/, both(messages[0])],
  [/^_?CohereChatLanguageModel$/, both(cohereChat[0] && fromWire(cohereChat[0]))],
  [/^_?Google(?:GenerativeAI)?LanguageModel$/, { whole: generateContent, stream: generateContentStream }],
]

function both(operation: Operation | undefined): WireFormat {
  return { whole: operation, stream: operation }
}
