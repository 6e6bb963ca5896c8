import { readText } from './read-text.ts'

/** A piece of an answer in the words of Mistral and of OpenAI. */
interface Piece {
  readonly text?: string | null
  readonly message?: { readonly content?: string | null } | null
  readonly delta?: { readonly content?: string | null } | null
  readonly stop_reason?: string | null
  readonly finish_reason?: string | null
  readonly completionReason?: string | null
}

/**
 * What the families of models call the same things in InvokeModel, whole or in events. No two use one word for different things,
 * so that the words tell the family: https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters.html, seen 2026-11.
 */
export interface InvokeWords {
  readonly id?: string | null
  /** Llama's. */
  readonly generation?: string | null
  readonly stop_reason?: string | null
  /** Titan's. */
  readonly outputText?: string | null
  readonly completionReason?: string | null
  readonly results?: readonly (Piece | null)[] | null
  /** Cohere's. */
  readonly text?: string | null
  readonly finish_reason?: string | null
  /** Mistral's, and OpenAI's. */
  readonly outputs?: readonly (Piece | null)[] | null
  readonly choices?: readonly (Piece | null)[] | null
  /** Nova's. */
  readonly stopReason?: string | null
  readonly messageStop?: { readonly stopReason?: string | null } | null
  readonly contentBlockDelta?: { readonly delta?: unknown } | null
}

/** Why the model stopped, in its own word. */
export function finishReason(words: InvokeWords): string | undefined {
  const piece = firstPiece(words)
  return (
    words.stop_reason ??
    words.stopReason ??
    words.finish_reason ??
    words.completionReason ??
    words.messageStop?.stopReason ??
    piece?.stop_reason ??
    piece?.finish_reason ??
    piece?.completionReason ??
    undefined
  )
}

/** The text that an event of a stream brings. */
export function generatedText(words: InvokeWords): string {
  const piece = firstPiece(words)
  const text = words.generation ?? words.outputText ?? words.text ?? piece?.text
  return text ?? piece?.delta?.content ?? piece?.message?.content ?? readText(words.contentBlockDelta?.delta)
}

function firstPiece({ outputs, choices, results }: InvokeWords): Piece | null | undefined {
  return (outputs ?? choices ?? results)?.[0]
}
