import type { Behaviour } from '../behaviour.ts'
import type { ServedUsage } from '../served-usage.ts'

/** How many tokens of its own Cohere puts around a prompt, which it does not bill. */
const OWN_PROMPT = 66

/** What is billed, beside all that the model read and wrote. */
export function cohereUsage(usage: ServedUsage, behaviour: Behaviour): unknown {
  if (behaviour.rawUsage !== undefined) return behaviour.rawUsage
  return {
    billed_units: { input_tokens: usage.input, output_tokens: usage.output },
    tokens: { input_tokens: usage.input + OWN_PROMPT, output_tokens: usage.output },
    ...(usage.cacheRead > 0 && { cached_tokens: usage.cacheRead }),
  }
}
