import type { Behaviour } from '../behaviour.ts'
import type { Exchange } from '../exchange.ts'
import type { ServedUsage } from '../served-usage.ts'

/** In what a service differs from OpenAI, whose format of chat completions it speaks. */
export interface CompatibleStyle {
  /** The bill's name of the service, such as `groq`. */
  readonly service: string
  readonly usage: (usage: ServedUsage) => Readonly<Record<string, unknown>>
  /**
   * Where a stream has its usage: in the chunk with the finish reason, in a field of Groq's own, or, when it was asked for, in
   * a chunk after the last choice.
   */
  readonly streamUsage: 'last-choice' | 'x_groq' | 'when-asked'
  /** The tier that the answer names; undefined where the service has none. */
  readonly serviceTier?: (exchange: Exchange, behaviour: Behaviour) => string
  /** An error in the middle of a stream. */
  readonly streamError: (behaviour: Behaviour) => unknown
}

/** The tokens under OpenAI's names. */
export function plainTokens(usage: ServedUsage): Readonly<Record<string, unknown>> {
  return {
    prompt_tokens: usage.input,
    completion_tokens: usage.output,
    total_tokens: usage.input + usage.output,
  }
}
