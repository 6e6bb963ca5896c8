/**
 * Content: what a call said and what it was answered, in the form of the GenAI conventions' messages
 * (https://github.com/open-telemetry/semantic-conventions-genai, seen 2026-11). It is read only where somebody asked for it.
 */

/** A part of a message. */
export type MessagePart =
  | { readonly type: 'text' | 'reasoning'; readonly content: string }
  | { readonly type: 'tool_call'; readonly id?: string; readonly name?: string; readonly arguments?: unknown }
  | { readonly type: 'tool_call_response'; readonly id?: string; readonly response?: unknown }
  /** What is no text, such as an image: only its kind is told, because its data may be megabytes. */
  | { readonly type: 'blob'; readonly modality: string }

/** Who said something, and what. */
export interface ContentMessage {
  readonly role: string
  readonly parts: readonly MessagePart[]
}

/** The content of one call. */
export interface CallContent {
  /** Instructions that stand apart from the messages. */
  readonly system: readonly MessagePart[]
  readonly input: readonly ContentMessage[]
  readonly output: readonly ContentMessage[]
}

/** Puts the messages of an answer together from the items of its stream. */
export interface ContentFold {
  add(item: unknown): void
  output(): readonly ContentMessage[]
}

/** How the content of an operation is read. */
export interface ContentReader {
  request(params: unknown): Pick<CallContent, 'system' | 'input'>
  answer(answer: unknown): readonly ContentMessage[]
  fold(): ContentFold
}
